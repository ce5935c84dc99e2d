/** What Strimzi refuses or warns of in a {@code Kafka} and its node pools, in its words. Pure. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka.check;

import org.jspecify.annotations.NullMarked;
