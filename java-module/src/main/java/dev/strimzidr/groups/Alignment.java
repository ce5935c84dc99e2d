package dev.strimzidr.groups;

/**
 * Up to which record the target is a copy of the source, while records are still written and
 * copied. No I/O.
 */
final class Alignment {
  private Alignment() {}

  /**
   * The records of the source that are copied: what is left of them when as many are taken off as
   * leave the longest end that is the target's too, and the fewest of those. Where the target ends
   * with none of them, all are left.
   */
  static LastRecords copied(LastRecords source, LastRecords target) {
    int[] same = sameBefore(source, target);
    int best = 0;
    for (int off = 1; off < source.size(); off++) {
      best = same[off] > same[best] ? off : best;
    }
    return source.without(best);
  }

  /**
   * For each number of records that is taken off the source, how many at the end of what is left
   * are those at the end of the target. It is the Z algorithm on both logs read backwards, so it
   * takes linear time also where all records are the same.
   */
  private static int[] sameBefore(LastRecords source, LastRecords target) {
    int[] ofTarget = new int[target.size()];
    match(target, target, ofTarget, ofTarget, 1);
    int[] ofSource = new int[source.size()];
    match(source, target, ofTarget, ofSource, 0);
    return ofSource;
  }

  /**
   * For each index of a log, both read backwards, how many records from there on are those at the
   * beginning of the target.
   *
   * @param ofTarget the same of the target itself
   * @param matches takes the numbers
   * @param first the index to begin with
   */
  private static void match(
      LastRecords log, LastRecords target, int[] ofTarget, int[] matches, int first) {
    int left = first;
    int right = first; // log[left, right) is target[0, right - left)
    for (int i = first; i < log.size(); i++) {
      int known = i < right ? Math.min(ofTarget[i - left], right - i) : 0;
      while (known < target.size()
          && i + known < log.size()
          && log.last(i + known) == target.last(known)) {
        known++;
      }
      matches[i] = known;
      if (i + known > right) {
        left = i;
        right = i + known;
      }
    }
  }
}
