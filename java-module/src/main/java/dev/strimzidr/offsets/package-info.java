/**
 * Where a mirror goes on: fork points, the source offsets that follow from them, and how Strimzi is
 * made to store these. Planning here has no I/O.
 */
@NullMarked
package dev.strimzidr.offsets;

import org.jspecify.annotations.NullMarked;
