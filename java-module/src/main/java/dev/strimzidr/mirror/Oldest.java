package dev.strimzidr.mirror;

/** The oldest committed record of a partition that the mirror has not copied. */
sealed interface Oldest {

  /**
   * There is one.
   *
   * @param offset where it stands
   * @param timestamp when it was written, in milliseconds since 1970, as the topic's
   *     message.timestamp.type has it
   */
  record At(long offset, long timestamp) implements Oldest {}

  /** There is none: what follows the last copied record are markers of transactions. */
  record None() implements Oldest {}

  /** It could not be found out. */
  record Unknown() implements Oldest {}
}
