package dev.strimzidr.groups;

import dev.strimzidr.kafka.Prints;
import dev.strimzidr.kafka.SpanReader.Span;

/** Collects the last records of a partition, from some offset on. */
final class LastRecordsBuilder {
  private final Span readable;
  private final long begin;
  private final int least;
  private final Prints prints = new Prints();

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
    prints.add(offset, print);
  }

  /** Whether that many records were found, or no more are to be looked for. */
  boolean isEnough(int most) {
    return prints.size() >= least || begin <= readable.begin() || begin <= readable.end() - most;
  }

  /** The records so far, without spare room. */
  LastRecords build() {
    return new LastRecords(
        prints.slice(0, prints.size()), readable.end(), begin <= readable.begin());
  }
}
