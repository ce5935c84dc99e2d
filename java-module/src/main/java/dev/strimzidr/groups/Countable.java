package dev.strimzidr.groups;

/** Whether places of a partition can be counted from the end of its log at the target. */
sealed interface Countable {

  /**
   * They can.
   *
   * @param first the source offset that the mirror has begun with
   * @param last the source offset of the last record that it has copied
   */
  record Between(long first, long last) implements Countable {}

  /** They cannot. */
  record Not(String why) implements Countable {}
}
