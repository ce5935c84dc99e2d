package dev.strimzidr.lab.node.cluster;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again: when it is told to, and otherwise from time to time. */
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final BlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>(1);
  private final Thread thread;
  private volatile boolean closed;

  private Loop(String name, Runnable action, Duration period) {
    thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, action, period));
  }

  /**
   * Begins.
   *
   * @param period the longest time between two runs, also after a failure
   */
  public static Loop start(String name, Runnable action, Duration period) {
    var loop = new Loop(name, action, period);
    loop.thread.start();
    return loop;
  }

  /** Asks for a run soon; several requests may be served by one run. */
  public void wake() {
    var unused = wakeUps.offer(true);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run(String name, Runnable action, Duration period) {
    try {
      while (!closed) {
        try {
          action.run();
        } catch (RuntimeException e) {
          report(name, e);
        }
        wakeUps.poll(period.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(String name, RuntimeException e) {
    if (!closed) {
      LOG.warn("{} is tried again: {}", name, e.getMessage());
      LOG.debug("{} failed", name, e);
    }
  }
}
