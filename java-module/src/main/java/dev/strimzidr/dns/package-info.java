/** What DNS servers answer, each of them asked by itself. */
@NullMarked
package dev.strimzidr.dns;

import org.jspecify.annotations.NullMarked;
