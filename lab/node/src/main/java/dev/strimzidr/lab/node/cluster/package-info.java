/** The node as the cluster sees it: registration, binding, events. */
@NullMarked
package dev.strimzidr.lab.node.cluster;

import org.jspecify.annotations.NullMarked;
