/** The gateway to Kafka: how to get in, and what its errors mean. */
@NullMarked
package dev.strimzidr.kafka;

import org.jspecify.annotations.NullMarked;
