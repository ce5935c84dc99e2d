/** What the image of a Kafka node and of a Connect worker runs. */
@NullMarked
package dev.strimzidr.lab.image.kafka;

import org.jspecify.annotations.NullMarked;
