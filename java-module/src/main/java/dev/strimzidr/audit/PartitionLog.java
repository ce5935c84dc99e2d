package dev.strimzidr.audit;

import dev.strimzidr.kafka.LogBounds;

/** What a site says of a partition. */
sealed interface PartitionLog {

  /**
   * It can be read.
   *
   * @param bounds where its log begins and ends
   * @param since the offset of the first record that is young enough
   */
  record Bounded(LogBounds bounds, long since) implements PartitionLog {}

  /** It cannot be compared. */
  record Unusable(Finding.Kind kind, String why) implements PartitionLog {}
}
