/**
 * To which topics the offsets belong that a mirror has stored: topics are known by their IDs, and
 * the last record that was copied by its copy. Judging has no I/O.
 */
@NullMarked
package dev.strimzidr.topics;

import org.jspecify.annotations.NullMarked;
