package dev.strimzidr.topics;

/** What comparing the last copied record of a partition with its copy has brought. */
sealed interface Verdict {

  /** The copy is there. */
  record Same() implements Verdict {}

  /**
   * It is not where it would have to be.
   *
   * @param offset of the record at the source
   */
  record Differs(long offset) implements Verdict {}

  /** It cannot be told: the record or its copy is not there any more, as it may be. */
  record Unknown(String why) implements Verdict {}

  /** It could not be read now. */
  record Unread(String why) implements Verdict {}
}
