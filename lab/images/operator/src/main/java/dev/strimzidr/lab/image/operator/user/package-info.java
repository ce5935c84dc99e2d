/** Kafka users after {@code KafkaUser} resources, as Strimzi's user operator keeps them. */
@NullMarked
package dev.strimzidr.lab.image.operator.user;

import org.jspecify.annotations.NullMarked;
