/** A real record through a bootstrap name, step by step. */
@NullMarked
package dev.strimzidr.probe;

import org.jspecify.annotations.NullMarked;
