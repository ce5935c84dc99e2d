/**
 * What the mirror is doing, judged by its connectors, its tasks and its offsets: never by Ready
 * alone.
 */
@NullMarked
package dev.strimzidr.mirror;

import org.jspecify.annotations.NullMarked;
