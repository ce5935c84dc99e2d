/** What a {@code Kafka} with its node pools is to look like: nodes, versions, storage. Pure. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka;

import org.jspecify.annotations.NullMarked;
