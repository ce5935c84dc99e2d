package dev.strimzidr.lab.controlplane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one component running until it is told to stop. */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final Supplier<ComponentProcess> starter;
  private final BackOff backOff;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread watcher;
  private volatile ComponentProcess current;
  private volatile @Nullable String firstEnd;

  private Supervisor(Supplier<ComponentProcess> starter, BackOff backOff) {
    this.starter = starter;
    this.backOff = backOff;
    this.current = starter.get();
    this.watcher = Thread.ofVirtual().name("supervisor").unstarted(this::watch);
  }

  static Supervisor start(Supplier<ComponentProcess> starter, BackOff backOff) {
    var supervisor = new Supervisor(starter, backOff);
    supervisor.watcher.start();
    return supervisor;
  }

  /** Why the component ended the first time, if it ever ended unasked. */
  Optional<String> firstEnd() {
    return Optional.ofNullable(firstEnd);
  }

  void stop(Duration grace) {
    stopping.countDown();
    try {
      watcher.interrupt();
      watcher.join();
      current.stop(grace);
    } catch (InterruptedException e) {
      current.process().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    int failures = 0;
    try {
      while (stopping.getCount() > 0) {
        long started = System.nanoTime();
        current.process().waitFor();
        if (stopping.getCount() == 0) {
          return;
        }
        failures = backOff.failures(failures, Duration.ofNanos(System.nanoTime() - started));
        if (stopping.await(report(failures).toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        restart();
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is no longer watched", current.component().binary());
    }
  }

  private Duration report(int failures) {
    String reason = current.postMortem();
    firstEnd = firstEnd == null ? reason : firstEnd;
    Duration delay = backOff.delay(failures);
    LOG.warn("{}; it is started again in {} ms", reason, delay.toMillis());
    return delay;
  }

  /** A start that fails leaves the ended process as the current one, so the wait gets longer. */
  private void restart() {
    try {
      current = starter.get();
    } catch (ControlPlaneException e) {
      LOG.error("{} could not be started again", current.component().binary(), e);
    }
  }
}
