package dev.strimzidr.lock;

import dev.strimzidr.kube.Watch;
import dev.strimzidr.lock.Clocks.Moment;
import dev.strimzidr.lock.Observation.Verdict;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until the Lease of a site is free, and takes it. A watch only wakes it early: what it does
 * next follows from the Lease as it reads it then.
 */
final class Waiter {
  /** Between two looks, where no watch can be had or each one ends at once. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Set<String> NEWS = Set.of("ADDED", "MODIFIED", "DELETED");

  private final LeaseStore store;
  private final Clocks clocks;
  private final Duration lease;
  private final Duration patience;
  private final Moment begun;

  /**
   * A waiter that begins now.
   *
   * @param lease how long it will hold the Lease without renewing it
   * @param patience how long it waits at most
   */
  Waiter(LeaseStore store, Clocks clocks, Duration lease, Duration patience) {
    this.store = store;
    this.clocks = clocks;
    this.lease = lease;
    this.patience = patience;
    this.begun = clocks.now();
  }

  /** For how long it has waited. */
  Duration waited() {
    return clocks.since(begun);
  }

  /**
   * Takes the Lease.
   *
   * @param observation what this run has seen of it so far
   * @return the moment before the request that took it was sent
   * @throws ModuleFailure with the reason {@code held} when its holder is at work, or it was not
   *     free in time
   */
  Moment take(Site site, Observation observation) {
    Optional<LeaseState> seen = store.read(site);
    while (true) {
      Verdict verdict = observation.look(seen, true);
      if (verdict.free() || seen.filter(store::ours).isPresent()) {
        Moment before = clocks.now();
        if (acquired(site, seen)) {
          return before;
        }
      } else if (verdict.atWork() || waited().compareTo(patience) >= 0) {
        throw LockFailures.held(site, seen.orElseThrow(), verdict, waited());
      } else {
        sleep(site, seen.orElseThrow(), Pause.shorter(verdict.left(), patience.minus(waited())));
      }
      seen = lookAgain(site);
    }
  }

  private boolean acquired(Site site, Optional<LeaseState> seen) {
    try {
      store.acquire(site, seen, lease);
      return true;
    } catch (ModuleFailure failure) {
      if (failure.reason() == Reason.CONFLICT) {
        return false; // It was written meanwhile: by its holder, or by somebody who was faster.
      }
      throw failure;
    }
  }

  /** An API server that restarts is waited for; meanwhile the Lease is as it was last seen. */
  private Optional<LeaseState> lookAgain(Site site) {
    while (true) {
      try {
        return store.read(site);
      } catch (ModuleFailure failure) {
        if (waited().compareTo(patience) >= 0) {
          throw failure;
        }
        Pause.take(PAUSE);
      }
    }
  }

  private void sleep(Site site, LeaseState seen, Duration atMost) {
    try (Watch watch = store.watch(site, seen, atMost)) {
      Optional<Watch.Event> event = watch.next(atMost);
      if (event.isEmpty() || NEWS.contains(event.get().type())) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while waiting for the lock", e);
    } catch (ModuleFailure failure) {
      // An API server that gives no watch may answer a read all the same.
    }
    Pause.take(Pause.shorter(PAUSE, atMost));
  }
}
