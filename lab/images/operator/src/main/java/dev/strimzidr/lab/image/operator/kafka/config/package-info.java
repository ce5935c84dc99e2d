/** The configuration file of a Kafka node. Pure. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka.config;

import org.jspecify.annotations.NullMarked;
