/** The two sites of a pair, as the modules that speak to both see them. */
@NullMarked
package dev.strimzidr.pair;

import org.jspecify.annotations.NullMarked;
