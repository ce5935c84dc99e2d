/**
 * Moves: their policy, which is without I/O (what stands against one, in which order its steps are
 * taken, what is lost), and the steps for which clients wait.
 */
@NullMarked
package dev.strimzidr.move;

import org.jspecify.annotations.NullMarked;
