package dev.strimzidr.lab.clients;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says when clients are to end, and lets them wait for less than that. */
final class Stopping {
  private final CountDownLatch latch = new CountDownLatch(1);

  void request() {
    latch.countDown();
  }

  boolean requested() {
    return latch.getCount() == 0;
  }

  /** Waits; whether an end was requested meanwhile. */
  boolean await(long nanos) {
    try {
      return latch.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
