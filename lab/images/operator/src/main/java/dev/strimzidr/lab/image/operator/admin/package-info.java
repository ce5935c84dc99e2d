/** Talking to Kafka as an administrator. */
@NullMarked
package dev.strimzidr.lab.image.operator.admin;

import org.jspecify.annotations.NullMarked;
