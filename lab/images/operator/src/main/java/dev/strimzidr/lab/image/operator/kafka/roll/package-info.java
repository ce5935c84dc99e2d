/** Restarting nodes one after another, so that neither the quorum nor any partition suffers. */
@NullMarked
package dev.strimzidr.lab.image.operator.kafka.roll;

import org.jspecify.annotations.NullMarked;
