package dev.strimzidr.lab.clients;

/** Lets one thread go on at an even pace; what it could not do in time it does not make up for. */
final class Pacer {
  private static final double NANOS = 1e9;

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
    next = Math.max(next, now - interval) + interval;
    return next <= now ? !stopping.requested() : !stopping.await(next - now);
  }
}
