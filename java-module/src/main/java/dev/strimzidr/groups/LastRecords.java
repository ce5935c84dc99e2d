package dev.strimzidr.groups;

import dev.strimzidr.kafka.Prints;

/**
 * The last records of a partition. Of a million records it keeps 16 MB.
 *
 * @param prints their offsets, ascending, and fingerprints, equal for equal records
 * @param end the offset at which a reader of the whole partition would stand
 * @param whole whether these are all records that the partition has
 */
record LastRecords(Prints prints, long end, boolean whole) {

  int size() {
    return prints.size();
  }

  /** The offset of a record, or the end for the index behind the last one. */
  long offset(int index) {
    return index == size() ? end : prints.offset(index);
  }

  long print(int index) {
    return prints.print(index);
  }

  /** The fingerprint of a record, counted backwards: 0 is the last one. */
  long last(int index) {
    return prints.fromLast(index);
  }

  /** The same log without its last records; its end stays where it is. */
  LastRecords without(int last) {
    return last == 0 ? this : new LastRecords(prints.slice(0, size() - last), end, whole);
  }

  /** The index of the first record at this offset or behind it; the size when there is none. */
  int from(long offset) {
    return prints.from(offset);
  }
}
