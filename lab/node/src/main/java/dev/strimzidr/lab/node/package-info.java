/**
 * The node of one site of the lab: scheduler and kubelet in one process. Here is what all its
 * packages know.
 */
@NullMarked
package dev.strimzidr.lab.node;

import org.jspecify.annotations.NullMarked;
