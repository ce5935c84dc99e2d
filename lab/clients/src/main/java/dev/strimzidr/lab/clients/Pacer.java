package dev.strimzidr.lab.clients;

/**
 * Lets one thread go on at an even pace. What it could not do in time it makes up for when a busy
 * machine has let it wait for a moment, and not after an interruption.
 */
final class Pacer {
  private static final double NANOS = 1e9;
  private static final long MADE_UP_FOR = 200_000_000;

  private final long interval;
  private final Stopping stopping;
  private long next = System.nanoTime();

  /**
   * Begins now.
   *
   * @param rate times a second
   */
  Pacer(double rate, Stopping stopping) {
    this.interval = (long) (NANOS / rate);
    this.stopping = stopping;
  }

  /** Waits for its turn; false when the end was requested. */
  boolean turn() {
    long now = System.nanoTime();
    next = Math.max(next, now - Math.max(interval, MADE_UP_FOR)) + interval;
    return next <= now ? !stopping.requested() : !stopping.await(next - now);
  }
}
