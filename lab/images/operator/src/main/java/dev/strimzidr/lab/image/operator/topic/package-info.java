/** Kafka topics after {@code KafkaTopic} resources, as Strimzi's topic operator keeps them. */
@NullMarked
package dev.strimzidr.lab.image.operator.topic;

import org.jspecify.annotations.NullMarked;
