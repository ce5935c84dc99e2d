package dev.strimzidr.audit;

import org.apache.kafka.common.TopicPartition;

/**
 * What of a partition is compared, and how.
 *
 * @param partition which
 * @param manner how records are matched
 * @param timestamps false where a broker sets the timestamps (LogAppendTime)
 * @param source what is read at the source; it ends behind {@code high}
 * @param standby what is read at the standby
 * @param low the source offset up to which everything is copied, and can be read at the standby; -1
 *     for nothing
 * @param high the source offset behind which nothing that is read at the standby was copied
 * @param last how many records are compared at most
 * @param behind how many offsets of the source are not copied yet
 */
record Comparison(
    TopicPartition partition,
    Manner manner,
    boolean timestamps,
    Side source,
    Side standby,
    long low,
    long high,
    long last,
    long behind) {

  /** How records of both sites are matched. */
  enum Manner {
    /** The n-th record from the end is the n-th. */
    IN_ORDER,
    /** The latest record of a key is the latest: compaction takes others at will. */
    BY_KEY
  }

  /** The mirror has stored an offset. */
  boolean copied() {
    return high >= 0;
  }

  /**
   * The source offset behind which the prints of all records are kept, since the last record of the
   * standby is one of these.
   */
  long keepBehind() {
    return copied() ? low : Long.MAX_VALUE;
  }

  /** Only some of the last records are compared. */
  boolean limited() {
    return !source.fromLogStart() || last < Long.MAX_VALUE;
  }

  /** So many records are read at the source, where it has them. */
  long atLeast() {
    return last < Long.MAX_VALUE ? last : 0;
  }

  Comparison withSource(Side other) {
    return new Comparison(partition, manner, timestamps, other, standby, low, high, last, behind);
  }

  Comparison withStandby(Side other) {
    return new Comparison(partition, manner, timestamps, source, other, low, high, last, behind);
  }
}
