package dev.strimzidr.lab.image.operator.apply;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ever longer pauses between questions to Kafka or Connect, which do not tell by themselves when
 * their answer changes.
 */
public final class BackOff {
  private static final int MOST_DOUBLINGS = 8;
  private final long firstMs;
  private final int attempts;
  private int made;

  /**
   * Pauses between attempts.
   *
   * @param firstMs the first one in milliseconds; each one after that is twice as long
   */
  public BackOff(long firstMs, int attempts) {
    this.firstMs = firstMs;
    this.attempts = attempts;
  }

  /** Whether the attempt after the last pause is the last one. */
  public boolean isExhausted() {
    return made >= attempts - 1;
  }

  public void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(firstMs << Math.min(made, MOST_DOUBLINGS)));
    made++;
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Interrupted");
    }
  }
}
