/** Keys and certificates: making, reading and judging them. */
@NullMarked
package dev.strimzidr.lab.image.operator.certificate;

import org.jspecify.annotations.NullMarked;
