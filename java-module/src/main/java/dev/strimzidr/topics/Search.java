package dev.strimzidr.topics;

import dev.strimzidr.kafka.SpanReader;
import java.util.Optional;

/**
 * Looks for the copy of one record among the last ones of a partition, in a stretch that grows
 * until it has to be in it. No I/O.
 */
final class Search {
  private static final int SPREAD = 4;

  /** Markers of transactions and holes take offsets too. */
  private static final int ROOM = 16;

  private final Mark wanted;
  private final long most;
  private final long start;
  private final long end;
  private long begin;
  private long records;
  private long behind;
  private boolean found;
  private boolean keySeen;

  /**
   * Has looked nowhere yet.
   *
   * @param wanted the record, as the source has it
   * @param most how many records at most have been copied after it
   * @param start the first offset that the standby has
   * @param end the offset at the standby before which the search ends
   */
  Search(Mark wanted, long most, long start, long end) {
    this.wanted = wanted;
    this.most = most;
    this.start = start;
    this.end = end;
    this.begin = Math.max(start, end - most - ROOM);
  }

  /** What is to be read next, of which all records are to be taken. */
  SpanReader.Span span() {
    records = 0;
    behind = 0;
    found = false;
    keySeen = false;
    return new SpanReader.Span(begin, end);
  }

  void take(Mark record) {
    records++;
    keySeen |= record.key() == wanted.key();
    if (record.fits(wanted)) {
      found = true;
      behind = 0;
    } else {
      behind++;
    }
  }

  /** What it has come to; nothing where more has to be read. */
  Optional<Verdict> verdict() {
    if (found && behind <= most) {
      return Optional.of(new Verdict.Same());
    }
    if (records > most || (begin <= start && start == 0)) {
      return Optional.of(new Verdict.Differs(wanted.offset()));
    }
    if (begin <= start) {
      return Optional.of(
          new Verdict.Unknown("retention may have taken the copy of its last record"));
    }
    begin = Math.max(start, end - (end - begin) * SPREAD);
    return Optional.empty();
  }

  /**
   * Whether compaction may have taken the copy: only where a later record of the key was copied, or
   * the record says that there is none any more.
   */
  boolean mayBeCompacted() {
    return keySeen || wanted.tombstone();
  }
}
