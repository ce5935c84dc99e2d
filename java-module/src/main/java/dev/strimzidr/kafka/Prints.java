package dev.strimzidr.kafka;

import java.util.Arrays;

/**
 * Offsets and fingerprints of records that follow each other, in the order of the log: 16 bytes for
 * each.
 */
public final class Prints {
  private static final int ROOM = 64;

  private long[] offsets;
  private long[] prints;
  private int size;

  /** Has none yet. */
  public Prints() {
    this(new long[ROOM], new long[ROOM], 0);
  }

  private Prints(long[] offsets, long[] prints, int size) {
    this.offsets = offsets;
    this.prints = prints;
    this.size = size;
  }

  /** Takes the next one. */
  public void add(long offset, long print) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      prints = Arrays.copyOf(prints, size * 2);
    }
    offsets[size] = offset;
    prints[size] = print;
    size++;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public long offset(int index) {
    return offsets[index];
  }

  public long print(int index) {
    return prints[index];
  }

  /** The index of the first record at this offset or behind it; the size when there is none. */
  public int from(long offset) {
    int found = Arrays.binarySearch(offsets, 0, size, offset);
    return found >= 0 ? found : -found - 1;
  }

  /** The print of one counted from the last, which is 0. */
  public long fromLast(int back) {
    return prints[size - 1 - back];
  }

  /** The offset of the last one. */
  public long lastOffset() {
    return offsets[size - 1];
  }

  /** Those from one index to before another. */
  public Prints slice(int from, int to) {
    return new Prints(
        Arrays.copyOfRange(offsets, from, Math.max(to, from + 1)),
        Arrays.copyOfRange(prints, from, Math.max(to, from + 1)),
        to - from);
  }
}
