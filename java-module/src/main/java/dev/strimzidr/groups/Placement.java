package dev.strimzidr.groups;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the target position of precisely the record that a group would read next at the source.
 * Both logs have to end with the same record: the mirror is drained, and nothing is written any
 * more. No I/O.
 */
final class Placement {

  /** Where a group goes on. */
  sealed interface Placed {}

  /** At exactly its next record, or at the end when there is none. */
  record Exact(long offset) implements Placed {}

  /**
   * At the next record that exists, which may be a few records too early where compaction has taken
   * different records at the two sites.
   *
   * @param atMost how many records it may read again
   */
  record Near(long offset, int atMost) implements Placed {}

  /**
   * At the end, since it stands behind the end of the log at the source.
   *
   * @param beyond how many offsets behind it
   */
  record End(long offset, long beyond) implements Placed {}

  /** Nowhere: it is not certain which record is the next. */
  record Unplaced(String why) implements Placed {}

  /** Nowhere yet: too little of the partition is copied. */
  record NotYet(String why) implements Placed {}

  /** Nowhere: the source does not have the partition any more, so there is nothing to read on. */
  record Gone() implements Placed {}

  /**
   * The source is lost: as many records before the end of the target as may follow the position at
   * the most.
   *
   * @param atMost how many records it may read again
   */
  record Counted(long offset, long atMost) implements Placed {}

  /**
   * The source is lost: where MirrorMaker has translated the position to.
   *
   * @param atMost how many offsets follow, and so how many records it may read again
   * @param why no further
   */
  record Translated(long offset, long atMost, String why) implements Placed {}

  /** The source is lost: nowhere, since all that is known of it leads to no place. */
  record Lost(String why) implements Placed {}

  /** The source is lost: where it stands, which is further than any place that is certain. */
  record Further() implements Placed {}

  /** The source is lost: where it stands. */
  record Left(String why) implements Placed {}

  private final LastRecords source;
  private final LastRecords target;
  private final boolean compacted;
  private final Map<Long, Integer> unique = new HashMap<>();

  /**
   * Compares two tails.
   *
   * @param compacted whether records may be missing in the middle of either log
   */
  Placement(LastRecords source, LastRecords target, boolean compacted) {
    this.source = source;
    this.target = target;
    this.compacted = compacted;
    if (compacted) {
      index();
    }
  }

  /** The place of a group that reads {@code position} next at the source. */
  Placed place(long position) {
    int left = source.size() - source.from(position);
    int same = sameAtTheEnd();
    if (target.size() == 0 && target.whole() && target.end() > 0) {
      return at(target.end(), position); // retention has taken all: the next is what comes next
    }
    if (!compacted && same == 0 && source.size() > 0) {
      return differs(0);
    }
    // Records stand in the same order, so as many follow the place as follow the position.
    if (same >= left) {
      return at(target.offset(target.size() - left), position);
    }
    return compacted ? bySurroundings(position) : byCount(left, same);
  }

  private Placed at(long offset, long position) {
    return position > source.end() ? new End(offset, position - source.end()) : new Exact(offset);
  }

  private Placed byCount(int left, int same) {
    if (same == target.size() && target.whole()) {
      return new Exact(target.offset(0)); // retention has taken the rest: the next that exists
    }
    return same < Math.min(left, target.size())
        ? differs(same)
        : new Unplaced(
            "%d records follow its position, only %d of them were looked at".formatted(left, same));
  }

  private Placed differs(int same) {
    return new Unplaced(
        "the logs differ %d records before their ends: is the mirror drained, does anybody else write to the target?"
            .formatted(same));
  }

  private int sameAtTheEnd() {
    int same = 0;
    int most = Math.min(source.size(), target.size());
    while (same < most
        && source.print(source.size() - 1 - same) == target.print(target.size() - 1 - same)) {
      same++;
    }
    return same;
  }

  /**
   * At its next record, or where the target does not have that, between the last record before the
   * position and the first behind it that both logs have once.
   */
  private Placed bySurroundings(long position) {
    int split = source.from(position);
    int before = -1;
    for (int i = split - 1; i >= 0 && before < 0; i--) {
      before = unique.getOrDefault(source.print(i), -1);
    }
    int next = unique.getOrDefault(source.print(split), -1);
    int behind = target.size();
    for (int i = split; i < source.size() && behind == target.size(); i++) {
      int found = unique.getOrDefault(source.print(i), -1);
      behind = found < 0 ? behind : found;
    }
    if (before < 0 && !(target.whole() && source.whole())) {
      return new Unplaced("no record before its position is at both sites");
    }
    if (before >= behind) {
      return new Unplaced("the records around its position stand in another order at the target");
    }
    int between = next == behind ? 0 : behind - before - 1;
    return between == 0
        ? new Exact(target.offset(behind))
        : new Near(target.offset(before + 1), between);
  }

  /** Fingerprints that both logs have exactly once, and where the target has them. */
  private void index() {
    Map<Long, Integer> atSource = new HashMap<>();
    for (int i = 0; i < source.size(); i++) {
      atSource.merge(source.print(i), 1, Integer::sum);
    }
    Map<Long, Integer> atTarget = new HashMap<>();
    for (int i = 0; i < target.size(); i++) {
      atTarget.merge(target.print(i), 1, Integer::sum);
    }
    for (int i = 0; i < target.size(); i++) {
      long print = target.print(i);
      if (atTarget.getOrDefault(print, 0) == 1 && atSource.getOrDefault(print, 0) == 1) {
        unique.put(print, i);
      }
    }
  }
}
