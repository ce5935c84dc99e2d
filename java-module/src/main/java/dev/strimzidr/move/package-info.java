/** Moves of a pair: their policy, and the steps that clients wait for. */
@NullMarked
package dev.strimzidr.move;

import org.jspecify.annotations.NullMarked;
