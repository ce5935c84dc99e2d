package dev.strimzidr.lab.image.operator.user;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka is taken to know of users: what one broker said, asked every 15 s as Strimzi does, and
 * what was written since. After a question without a good answer nothing is known until the next.
 */
final class KnownCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownCache.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private final KnownUsers broker;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("known-users").factory());
  private final ScheduledFuture<?> refreshes;
  private volatile Optional<Known> known = Optional.empty();

  /** Asks for the first time before it returns. */
  KnownCache(KnownUsers broker) {
    this.broker = broker;
    refresh();
    long interval = INTERVAL.toMillis();
    this.refreshes =
        timer.scheduleAtFixedRate(this::refresh, interval, interval, TimeUnit.MILLISECONDS);
  }

  /**
   * What is known.
   *
   * @throws UserRefusal when nothing is
   */
  Known get() {
    return known.orElseThrow(UserRefusal::unknown);
  }

  /** Users have been written. */
  synchronized void put(Collection<Access> users) {
    known = known.map(before -> before.with(users));
  }

  @Override
  public void close() {
    refreshes.cancel(true);
    timer.shutdownNow();
  }

  private void refresh() {
    try {
      replace(Optional.of(broker.read()));
    } catch (RuntimeException e) {
      LOG.error("What Kafka knows of users could not be read", e);
      replace(Optional.empty());
    }
  }

  private synchronized void replace(Optional<Known> answer) {
    known = answer;
  }
}
