package dev.strimzidr.groups;

/**
 * How much of the end of a partition is to be read.
 *
 * @param ends the bounds of the partition
 * @param from all records from this offset on
 * @param least and at least so many records
 */
record Wanted(PartitionEnds ends, long from, int least) {
  private static final int FIRST_LOOK = 100;
  private static final int SPARE = 4;

  /**
   * Where that many records will be, if not too many offsets are holes.
   *
   * @param reach how many times as far back as at first
   * @param most how many offsets before the end are looked at
   */
  Stretch stretch(long reach, int most) {
    return new Stretch(ends, begin(reach, most), least);
  }

  /** How many offsets that are at first. */
  long offsets(int most) {
    return ends.end() - begin(1, most);
  }

  private long begin(long reach, int most) {
    long back = reach * Math.max(FIRST_LOOK, (long) least + least / SPARE);
    long begin = Math.max(Math.min(from, ends.end() - back), ends.end() - most);
    return Math.max(ends.start(), begin);
  }
}
