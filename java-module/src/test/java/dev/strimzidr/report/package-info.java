/** Tests of the report of a move. */
@NullMarked
package dev.strimzidr.report;

import org.jspecify.annotations.NullMarked;
