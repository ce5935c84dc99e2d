/** What DNS servers answer, each of them asked by itself, and how a name is changed there. */
@NullMarked
package dev.strimzidr.dns;

import org.jspecify.annotations.NullMarked;
