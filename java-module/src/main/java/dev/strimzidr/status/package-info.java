/**
 * What the status of a resource says: readers that cope with what Strimzi really writes. No I/O.
 */
@NullMarked
package dev.strimzidr.status;

import org.jspecify.annotations.NullMarked;
