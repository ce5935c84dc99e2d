/** The report that a move leaves: a page for people, and the same as data. */
@NullMarked
package dev.strimzidr.report;

import org.jspecify.annotations.NullMarked;
