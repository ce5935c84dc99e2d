package dev.strimzidr.tail;

/**
 * How a tail is written to a topic.
 *
 * @param bytes about so much is in one transaction
 * @param committed told after each transaction
 */
record Pace(long bytes, Runnable committed) {
  /** Enough that transactions cost nothing, and little enough to be held in memory. */
  static final Pace USUAL = new Pace(8L * 1024 * 1024, () -> {});
}
