/** What every module shares: its arguments, its result, the one place that prints and exits. */
@NullMarked
package dev.strimzidr.module;

import org.jspecify.annotations.NullMarked;
