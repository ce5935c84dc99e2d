package dev.strimzidr.groups;

/**
 * The bounds of a partition.
 *
 * @param start the first offset that is still there
 * @param end the offset after the last committed record
 */
record PartitionEnds(long start, long end) {}
