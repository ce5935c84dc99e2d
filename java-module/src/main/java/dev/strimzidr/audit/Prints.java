package dev.strimzidr.audit;

import java.util.Arrays;

/** Fingerprints of records that follow each other, and where these stand: 16 bytes for each. */
final class Prints {
  private static final int ROOM = 64;

  private long[] offsets;
  private long[] prints;
  private int size;

  /** Has none yet. */
  Prints() {
    this(new long[ROOM], new long[ROOM], 0);
  }

  private Prints(long[] offsets, long[] prints, int size) {
    this.offsets = offsets;
    this.prints = prints;
    this.size = size;
  }

  /** Takes the next one. */
  void add(long offset, long print) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      prints = Arrays.copyOf(prints, size * 2);
    }
    offsets[size] = offset;
    prints[size] = print;
    size++;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  long offset(int index) {
    return offsets[index];
  }

  long print(int index) {
    return prints[index];
  }

  /** The print of one counted from the last, which is 0. */
  long fromLast(int back) {
    return prints[size - 1 - back];
  }

  /** The offset of the last one. */
  long lastOffset() {
    return offsets[size - 1];
  }

  /** Those from one index to before another. */
  Prints slice(int from, int to) {
    return new Prints(
        Arrays.copyOfRange(offsets, from, Math.max(to, from + 1)),
        Arrays.copyOfRange(prints, from, Math.max(to, from + 1)),
        to - from);
  }
}
