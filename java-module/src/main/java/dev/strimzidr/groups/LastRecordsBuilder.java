package dev.strimzidr.groups;

import dev.strimzidr.kafka.SpanReader.Span;
import java.util.Arrays;

/** Collects the last records of a partition, from some offset on. */
final class LastRecordsBuilder {
  private static final int ROOM = 100;

  private final Span readable;
  private final long begin;
  private final int least;
  private long[] offsets = new long[ROOM];
  private long[] prints = new long[ROOM];
  private int size;

  /**
   * Has no records yet.
   *
   * @param readable all of the partition that can be read
   * @param begin the first offset that is read
   * @param least how many records are wanted
   */
  LastRecordsBuilder(Span readable, long begin, int least) {
    this.readable = readable;
    this.begin = begin;
    this.least = least;
  }

  /** What is read. */
  Span span() {
    return new Span(begin, readable.end());
  }

  /** Takes one record after another. */
  void take(long offset, long print) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      prints = Arrays.copyOf(prints, size * 2);
    }
    offsets[size] = offset;
    prints[size] = print;
    size++;
  }

  /** Whether that many records were found, or no more are to be looked for. */
  boolean isEnough(int most) {
    return size >= least || begin <= readable.begin() || begin <= readable.end() - most;
  }

  LastRecords build() {
    return new LastRecords(
        Arrays.copyOf(offsets, size),
        Arrays.copyOf(prints, size),
        readable.end(),
        begin <= readable.begin());
  }
}
