package dev.strimzidr.audit;

/**
 * Which record of the standby is which of the source. The last records of both logs are the same
 * one. While the mirror copies, the last one of the standby is one of a few at the source, and the
 * records before it say which. No I/O.
 *
 * @param sourceEnd so many of the records that were read at the source are before or at the last
 *     one that both have
 * @param compared how many records before that are compared
 */
record Alignment(long sourceEnd, long compared) {

  /**
   * The alignment under which most of the last records are the same; of several, the one under
   * which the logs are most of one length.
   *
   * @param last how many records are compared at most
   */
  static Alignment of(PrintSequence source, PrintSequence standby, long last) {
    long best = source.settled();
    int most = -1;
    for (long end = source.settled(); end <= source.count(); end++) {
      int same = same(source, end, standby);
      if (same > most || (same == most && distance(end, standby) < distance(best, standby))) {
        most = same;
        best = end;
      }
    }
    return new Alignment(best, Math.min(last, Math.min(best, standby.count())));
  }

  private static long distance(long end, PrintSequence standby) {
    return Math.abs(end - standby.count());
  }

  private static int same(PrintSequence source, long end, PrintSequence standby) {
    long most =
        Math.min(
            Math.min(end - source.recentFrom(), standby.count() - standby.recentFrom()),
            PrintSequence.RECENT);
    int same = 0;
    while (same < most
        && source.print(end - 1 - same) == standby.print(standby.count() - 1 - same)) {
      same++;
    }
    return same;
  }
}
