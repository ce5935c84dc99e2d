/**
 * The audit of a mirror: both sites' records compared one by one. Reading goes through {@link
 * dev.strimzidr.audit.RecordReader}; what is compared with what, and what differs, has no I/O.
 */
@NullMarked
package dev.strimzidr.audit;

import org.jspecify.annotations.NullMarked;
