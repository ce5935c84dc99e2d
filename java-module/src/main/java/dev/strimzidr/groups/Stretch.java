package dev.strimzidr.groups;

import dev.strimzidr.kafka.SpanReader;
import java.util.Arrays;

/** The end of a partition while it is read, from some offset on. */
final class Stretch {
  private static final int ROOM = 100;

  private final PartitionEnds ends;
  private final long begin;
  private final int least;
  private long[] offsets = new long[ROOM];
  private long[] prints = new long[ROOM];
  private int size;

  /**
   * Has no records yet.
   *
   * @param begin the offset from which on it is read
   * @param least how many records are wanted
   */
  Stretch(PartitionEnds ends, long begin, int least) {
    this.ends = ends;
    this.begin = begin;
    this.least = least;
  }

  SpanReader.Span span() {
    return new SpanReader.Span(begin, ends.end());
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
    return size >= least || begin <= ends.start() || begin <= ends.end() - most;
  }

  Tail tail() {
    return new Tail(
        Arrays.copyOf(offsets, size),
        Arrays.copyOf(prints, size),
        ends.end(),
        begin <= ends.start());
  }
}
