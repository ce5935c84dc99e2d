package dev.strimzidr.groups;

import dev.strimzidr.kafka.SpanReader.Span;
import org.jspecify.annotations.Nullable;

/**
 * Places groups in one partition whose source is lost, as far forward as is certain. No I/O.
 *
 * <p>Where a mirror copies exactly once, the log of the target ends with the records that it has
 * copied, in their order and each once. Of those, no more can follow the place of a group than
 * there are offsets from its position up to the last one copied. That many records before the end
 * is therefore at the place or before it: nothing is skipped. It is the place itself when each of
 * these offsets is a record; what is none (markers of transactions, what compaction or retention
 * took) is read again.
 *
 * @param span of the log at the target, from the log start offset to the last stable offset, or to
 *     the fork point where no record behind that was copied
 * @param countable up to where the mirror has copied
 * @param most how many offsets before the end are looked at
 */
record LostPlacement(Span span, Countable countable, int most) {

  /**
   * Where a group stands in it.
   *
   * @param source its position at the source, as the mirror has last written it down
   * @param translated that position as MirrorMaker translated it: never too late, often far too
   *     early; null when it did not
   * @param place where the position is at the target, worked out while the source lived; null when
   *     it was not
   * @param present its position at the target; null when it has none
   */
  record Mark(
      long source, @Nullable Long translated, @Nullable Long place, @Nullable Long present) {

    /** It is not set before this one, so nobody needs to look there. */
    long floor() {
      return Math.max(translated == null ? 0 : translated, present == null ? 0 : present);
    }
  }

  /** How many of the last records, and not before its floor, have to be known; 0 for none. */
  long needed(Mark mark) {
    return mark.place() != null
            || !(countable instanceof Countable.Between between)
            || mark.source() < between.first()
            || mark.floor() >= span.end()
            || tooMany(mark, follow(mark, between))
        ? 0
        : follow(mark, between);
  }

  /**
   * Where the group goes on.
   *
   * @param tail the last records: those that are needed, or all from the floor on
   */
  Placement.Placed place(Mark mark, LastRecords tail) {
    if (mark.translated() != null && mark.translated() > span.end()) {
      return new Placement.Left(
          "its checkpoint, at %d, lies behind the end of the log, %d: it is of another log"
              .formatted(mark.translated(), span.end()));
    }
    if (mark.place() != null && mark.place() > span.end()) {
      return new Placement.Left(
          "the place that was kept for it, %d, lies behind the end of the log, %d: records are missing"
              .formatted(mark.place(), span.end()));
    }
    Placement.Placed found =
        mark.place() != null
            ? new Placement.Exact(Math.max(mark.place(), span.begin()))
            : switch (countable) {
              case Countable.Between between -> count(mark, between, tail);
              case Countable.Not not -> translated(mark, not.why());
            };
    long offset =
        switch (found) {
          case Placement.Exact exact -> exact.offset();
          case Placement.Counted counted -> counted.offset();
          case Placement.Translated translated -> translated.offset();
          default -> -1;
        };
    if (mark.present() == null || mark.present() <= offset) {
      return found;
    }
    return found instanceof Placement.Lost lost
        ? new Placement.Left(lost.why())
        : new Placement.Further();
  }

  private Placement.Placed count(Mark mark, Countable.Between between, LastRecords tail) {
    // Up to where the logs parted both have the same records, but the target may also have a tail
    // that it had written itself and the other site never had: it would be counted too.
    if (mark.source() < between.first()) {
      return translated(
          mark,
          "its position, %d, lies before the logs parted, at %d"
              .formatted(mark.source(), between.first()));
    }
    long follow = follow(mark, between);
    // Whoever has read further than was copied has read all that was copied, and what it has to
    // read next is nowhere but at the source: it goes on with what comes next here.
    if (follow == 0) {
      return new Placement.Counted(span.end(), 0);
    }
    if (mark.floor() >= span.end()) {
      return translated(mark, "nothing that was copied follows");
    }
    if (tooMany(mark, follow) || (tail.size() < follow && !tail.whole())) {
      return translated(
          mark,
          "up to %d records follow its position, and %d offsets are looked at (max_offsets)"
              .formatted(follow, most));
    }
    // Of a log that begins behind the floor it may be that more followed, which retention took.
    if (tail.size() < follow && mark.floor() > span.begin()) {
      return translated(mark, "to count the records that follow leads no further");
    }
    int index = (int) Math.max(0, tail.size() - follow);
    long offset = tail.offset(index);
    if (mark.translated() != null && offset < mark.translated()) {
      return translated(mark, "to count the records that follow leads no further");
    }
    // The last one copied follows in any case, so it is not read again.
    return new Placement.Counted(offset, Math.max(0, tail.size() - index - 1));
  }

  private Placement.Placed translated(Mark mark, String why) {
    Long translated = mark.translated();
    return translated == null
        ? new Placement.Lost(why)
        : new Placement.Translated(translated, behind(translated), why);
  }

  private boolean tooMany(Mark mark, long follow) {
    return Math.min(follow, behind(mark.floor())) > most;
  }

  /** How many offsets are left from there on; what retention has taken is not. */
  private long behind(long offset) {
    return span.end() - Math.max(span.begin(), offset);
  }

  private static long follow(Mark mark, Countable.Between between) {
    return Math.max(0, between.last() + 1 - mark.source());
  }
}
