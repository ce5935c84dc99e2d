package dev.strimzidr.audit;

import java.util.Arrays;

/**
 * The records of a partition as they pass by, kept as one hash, with marks in between from which a
 * part can be read again. Memory does not grow with the number of records, but for those behind the
 * offset from which on all prints are kept.
 */
final class PrintSequence {
  /** Of so many records before the end at least the prints are kept. */
  static final int RECENT = 128;

  private static final int MARKS = 1024;

  private final long keepBehind;
  private final long end;
  private final long[] markOffsets = new long[MARKS];
  private final long[] markPrefixes = new long[MARKS];
  private int marks;
  private long spacing = 1;
  private long[] recent = new long[RECENT * 2];
  private int recents;
  private long count;
  private long settled;
  private long hash;
  private long lastOffset = -1;

  /**
   * A place that can be found again.
   *
   * @param index how many records are before it
   * @param offset of the record at it, or the end of what was read
   * @param prefix the hash of the records before it
   */
  record Mark(long index, long offset, long prefix) {}

  /**
   * Has no records yet.
   *
   * @param keepBehind the offset behind which all prints are kept
   * @param end the offset before which reading ends
   */
  PrintSequence(long keepBehind, long end) {
    this.keepBehind = keepBehind;
    this.end = end;
  }

  /**
   * Takes the next record.
   *
   * @return false when it is not behind the one before: the log was cut, and is read again
   */
  boolean take(long offset, long print) {
    if (offset <= lastOffset) {
      return false;
    }
    lastOffset = offset;
    if (count % spacing == 0) {
      mark(offset);
    }
    hash = RollingHash.append(hash, print);
    count++;
    if (offset <= keepBehind) {
      settled = count;
      if (recents == RECENT * 2) {
        System.arraycopy(recent, RECENT, recent, 0, RECENT);
        recents = RECENT;
      }
    } else if (recents == recent.length) {
      recent = Arrays.copyOf(recent, recents * 2);
    }
    recent[recents++] = print;
    return true;
  }

  private void mark(long offset) {
    if (marks == MARKS) {
      marks = MARKS / 2;
      for (int i = 0; i < marks; i++) {
        markOffsets[i] = markOffsets[i * 2];
        markPrefixes[i] = markPrefixes[i * 2];
      }
      spacing *= 2;
    }
    markOffsets[marks] = offset;
    markPrefixes[marks] = hash;
    marks++;
  }

  long count() {
    return count;
  }

  /** How many of the records are not behind the offset from which on all prints are kept. */
  long settled() {
    return settled;
  }

  /** The index of the first record whose print is kept. */
  long recentFrom() {
    return count - recents;
  }

  /** The print of a record at or behind {@link #recentFrom}. */
  long print(long index) {
    return recent[(int) (index - recentFrom())];
  }

  /** The hash of the first records, so many that their end is at or behind {@link #recentFrom}. */
  long hashOfFirst(long records) {
    long first = hash;
    for (long index = count - 1; index >= records; index--) {
      first = RollingHash.dropLast(first, print(index));
    }
    return first;
  }

  /** The last mark at or before an index. */
  Mark markBefore(long index) {
    if (index >= count) {
      return new Mark(count, end, hash);
    }
    int mark = (int) (index / spacing);
    return new Mark(mark * spacing, markOffsets[mark], markPrefixes[mark]);
  }

  /** The first mark at or behind an index. */
  Mark markFrom(long index) {
    long mark = (index + spacing - 1) / spacing;
    return mark >= marks
        ? new Mark(count, end, hash)
        : new Mark(mark * spacing, markOffsets[(int) mark], markPrefixes[(int) mark]);
  }
}
