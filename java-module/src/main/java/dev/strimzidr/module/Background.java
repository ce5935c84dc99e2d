package dev.strimzidr.module;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work beside a call of a module and end with it: nobody waits for what they find
 * after the module has answered.
 */
public final class Background implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(2);
  private static final InheritableThreadLocal<@Nullable Background> OF_CALL =
      new InheritableThreadLocal<>();

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private Background() {}

  /** Of the call that this thread begins; the threads that it starts belong to the same. */
  static Background open() {
    Background background = new Background();
    OF_CALL.set(background);
    return background;
  }

  /** Starts a thread of the call; outside of one it ends by itself. */
  public static void start(Runnable work) {
    Background background = OF_CALL.get();
    Thread thread = Thread.ofVirtual().unstarted(work);
    if (background != null) {
      background.threads.removeIf(one -> !one.isAlive());
      background.threads.add(thread);
    }
    thread.start();
  }

  /** Interrupts those that are still at work, and waits a moment until they have ended. */
  @Override
  public void close() {
    OF_CALL.remove();
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        if (!thread.join(TO_END)) {
          System.err.println("still at work after its call: " + thread);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
