package dev.strimzidr.lock;

import dev.strimzidr.lock.Clocks.Moment;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Run;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The lock of a pair, as one call of a run uses it: the Leases of the sites that take part. */
public final class PairLock {
  /** The shortest lease: three renewals a second apart. */
  public static final Duration SHORTEST = Duration.ofSeconds(3);

  /** The longest lease, and so the longest that a run which was killed is waited for. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private final String name;
  private final Sites sites;
  private final List<Site> taking;
  private final Optional<Run> run;
  private final Clocks clocks = Clocks.SYSTEM;

  /**
   * A lock; no request is made.
   *
   * @param name the name of the Leases
   * @param sites the pair
   * @param taking the sites that take part, in an order that is the same for all runs
   * @param run who wants it; empty where no JVM lives as long as the run
   */
  public PairLock(String name, Sites sites, List<Site> taking, Optional<Run> run) {
    this.name = name;
    this.sites = sites;
    this.taking = taking;
    this.run = run;
  }

  /**
   * What a take brought.
   *
   * @param acquired whether this run did not hold it before
   * @param waitedSeconds for how long it was waited for
   */
  public record Taken(boolean acquired, double waitedSeconds) {}

  /**
   * Requires that a lock could be renewed.
   *
   * @throws ModuleFailure with the reason {@code invalid_argument}
   */
  public Run requireServed() {
    return run.orElseThrow(LockFailures::unserved);
  }

  /**
   * Takes it at every site that takes part, or at none, and renews it from then on. The order of
   * sites is the same for all, so that of two runs that want it one gets it.
   *
   * @param lease how long it stays held without a renewal
   * @param patience how long to wait for a holder that may have ended
   * @throws ModuleFailure with the reason {@code held} or {@code lock_lost}
   */
  public Taken take(Duration lease, Duration patience) {
    Run holder = requireServed();
    RunLocks locks = RunLocks.of(holder);
    locks.requireHeld();
    LeaseStore store = store(holder);
    Waiter waiter = new Waiter(store, clocks, lease, patience);
    List<Site> acquired = new ArrayList<>();
    try {
      for (Site site : taking) {
        Optional<HeldLease> held = locks.held(site, name);
        if (held.isPresent()) {
          held.get().renew(site);
        } else {
          Moment before = waiter.take(site, locks.observation(site, name, clocks));
          HeldLease.Terms terms =
              new HeldLease.Terms(
                  store, () -> sites.reopened(site), lease, holder, clocks, locks::stopWork);
          locks.hold(site, name, HeldLease.keep(terms, site.name(), before));
          acquired.add(site);
        }
      }
    } catch (ModuleFailure failure) {
      try {
        boolean unused = release(acquired);
      } catch (ModuleFailure also) {
        failure.addSuppressed(also);
      }
      throw failure;
    }
    return new Taken(!acquired.isEmpty(), LockFailures.seconds(waiter.waited()));
  }

  /**
   * What comes before each write of the record: at every site that takes part, the API server
   * itself compares the holder. A run that slept is found out here.
   *
   * @throws ModuleFailure with the reason {@code lock_lost}
   */
  public void fence() {
    run.ifPresent(holder -> RunLocks.of(holder).requireHeld());
    Futures.each(
        taking,
        site ->
            run.flatMap(holder -> RunLocks.of(holder).held(site, name))
                .orElseThrow(() -> notHeld(site))
                .renew(site));
  }

  /** Lets it go; whether it was held. */
  public boolean release() {
    return release(taking);
  }

  /** Who holds it at a site. A run that waits for it later has looked at it from now on. */
  public Optional<String> holderAt(Site site) {
    Optional<LeaseState> live = reader().read(site);
    run.ifPresent(waiter -> RunLocks.of(waiter).observation(site, name, clocks).look(live, false));
    return live.filter(state -> !state.released()).map(LeaseState::holder);
  }

  private boolean release(List<Site> held) {
    if (run.isEmpty()) {
      return false;
    }
    RunLocks locks = RunLocks.of(run.get());
    LeaseStore store = store(run.get());
    ConcurrentLinkedQueue<Site> released = new ConcurrentLinkedQueue<>();
    Futures.each(
        held,
        site -> {
          Optional<HeldLease> lease = locks.held(site, name);
          if (lease.isEmpty()) {
            return;
          }
          lease.get().end();
          // One that is lost stays known: the run must not take it again.
          if (lease.get().lost() == null) {
            locks.forget(site, name);
          }
          if (store.release(site)) {
            released.add(site);
          }
        });
    return !released.isEmpty();
  }

  private ModuleFailure notHeld(Site site) {
    return LockFailures.notHeld(site, reader().read(site));
  }

  private LeaseStore store(Run holder) {
    return new LeaseStore(name, Holder.of(holder), clocks.wall());
  }

  /** For looks only: nobody is called so. */
  private LeaseStore reader() {
    return new LeaseStore(name, new Holder(""), clocks.wall());
  }
}
