/** The Kubernetes resources that make up a Kafka cluster. Pure. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka.resource;

import org.jspecify.annotations.NullMarked;
