/** Rolls a cluster out: the steps of a reconciliation, in Strimzi's order. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka.rollout;

import org.jspecify.annotations.NullMarked;
