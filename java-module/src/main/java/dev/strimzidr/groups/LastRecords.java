package dev.strimzidr.groups;

import java.util.Arrays;

/**
 * The last records of a partition: their offsets and a fingerprint of each. Of a million records it
 * keeps 16 MB.
 */
final class LastRecords {
  private final long[] offsets;
  private final long[] prints;
  private final long end;
  private final boolean whole;

  /**
   * Keeps the arrays.
   *
   * @param offsets the offsets of the records, ascending
   * @param prints a fingerprint of each, equal for equal records
   * @param end the offset at which a reader of the whole partition would stand
   * @param whole whether these are all records that the partition has
   */
  LastRecords(long[] offsets, long[] prints, long end, boolean whole) {
    if (offsets.length != prints.length) {
      throw new IllegalArgumentException(
          "%d offsets, %d fingerprints".formatted(offsets.length, prints.length));
    }
    this.offsets = offsets.clone();
    this.prints = prints.clone();
    this.end = end;
    this.whole = whole;
  }

  int size() {
    return offsets.length;
  }

  long end() {
    return end;
  }

  boolean whole() {
    return whole;
  }

  /** The offset of a record, or the end for the index behind the last one. */
  long offset(int index) {
    return index == offsets.length ? end : offsets[index];
  }

  long print(int index) {
    return prints[index];
  }

  /** The fingerprint of a record, counted backwards: 0 is the last one. */
  long last(int index) {
    return prints[prints.length - 1 - index];
  }

  /** The same log without its last records; its end stays where it is. */
  LastRecords without(int last) {
    int left = offsets.length - last;
    return last == 0
        ? this
        : new LastRecords(Arrays.copyOf(offsets, left), Arrays.copyOf(prints, left), end, whole);
  }

  /** The index of the first record at this offset or behind it; the size when there is none. */
  int from(long offset) {
    int found = Arrays.binarySearch(offsets, offset);
    return found >= 0 ? found : -found - 1;
  }
}
