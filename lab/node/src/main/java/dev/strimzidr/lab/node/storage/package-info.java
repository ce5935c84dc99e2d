/** Persistent volumes: folders that outlive Pods. */
@NullMarked
package dev.strimzidr.lab.node.storage;

import org.jspecify.annotations.NullMarked;
