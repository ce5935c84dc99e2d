/** Policy of moves: what stands against one, in which order its steps are taken, what is lost. */
@NullMarked
package dev.strimzidr.move;

import org.jspecify.annotations.NullMarked;
