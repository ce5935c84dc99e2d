/** Startup, liveness and readiness of containers. */
@NullMarked
package dev.strimzidr.lab.node.probe;

import org.jspecify.annotations.NullMarked;
