/** The gateway to an API server: connection, paths, requests, watches; no thinking. */
@NullMarked
package dev.strimzidr.kube;

import org.jspecify.annotations.NullMarked;
