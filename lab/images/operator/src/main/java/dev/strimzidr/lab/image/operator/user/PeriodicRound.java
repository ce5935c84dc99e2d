package dev.strimzidr.lab.image.operator.user;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles, time and again, all users: those that have a resource, and those that only Kafka
 * knows of. What it knows of the latter is removed: whoever put it there did so without the
 * operator.
 */
public record PeriodicRound(UserSettings settings, UserGateway kafka, UserController users) {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicRound.class);

  /** Starts doing so; ends with the process. */
  public ScheduledFuture<?> schedule() {
    long interval = settings.interval().toMillis();
    return Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("periodic-round").factory())
        .scheduleAtFixedRate(this::run, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      Set<String> left = new TreeSet<>(inKafka());
      left.removeAll(users.reconcileAll());
      left.forEach(users::remove);
    } catch (RuntimeException e) {
      LOG.error("The periodic reconciliation of all users failed", e);
    }
  }

  private Set<String> inKafka() {
    return kafka.known().principals().stream()
        .filter(name -> settings.ignored().stream().noneMatch(p -> p.matcher(name).matches()))
        .map(Principals::user)
        .collect(Collectors.toSet());
  }
}
