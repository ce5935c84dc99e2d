/**
 * The record: what says which site is active. Planning here has no I/O; the store has no thinking.
 */
@NullMarked
package dev.strimzidr.record;

import org.jspecify.annotations.NullMarked;
