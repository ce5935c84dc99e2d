package dev.strimzidr.lock;

import dev.strimzidr.lock.Clocks.Moment;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Run;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Lease of one site while this run holds it: renewed in the background, every third of the
 * lease, as long as the run goes on. It is lost for good once it was not renewed for one whole
 * lease, or another holder was seen.
 */
final class HeldLease {
  /** How often is looked whether a renewal is due: a machine that was suspended is found so. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int RENEWALS = 3;

  /**
   * What it needs.
   *
   * @param store the gateway
   * @param connection opens the site by a connection that outlives the call
   * @param lease how long the Lease stays held without a renewal
   * @param run whose lock it is
   * @param clocks what the lease is measured by
   * @param onLoss called once, when it is lost
   */
  record Terms(
      LeaseStore store,
      Supplier<Site> connection,
      Duration lease,
      Run run,
      Clocks clocks,
      Runnable onLoss) {}

  private final Terms terms;
  private final String site;
  private volatile Moment renewed;
  private volatile boolean ended;
  private volatile @Nullable ModuleFailure lost;
  private @Nullable Site connected;

  private HeldLease(Terms terms, String site, Moment acquired) {
    this.terms = terms;
    this.site = site;
    this.renewed = acquired;
  }

  /**
   * Begins to renew what was acquired.
   *
   * @param acquired the moment before the request that acquired it was sent
   */
  static HeldLease keep(Terms terms, String site, Moment acquired) {
    HeldLease held = new HeldLease(terms, site, acquired);
    Thread unused = Thread.ofVirtual().name("lock at " + site).start(held::renewOnAndOn);
    return held;
  }

  /**
   * Renews it now, by the connection of a call.
   *
   * @throws ModuleFailure with the reason {@code lock_lost} when it is lost
   */
  void renew(Site by) {
    requireUnexpired();
    Moment before = terms.clocks().now();
    try {
      terms.store().renew(by);
    } catch (ModuleFailure failure) {
      throw failure.reason() == Reason.LOCK_LOST ? lose(failure) : failure;
    }
    renewed = before;
  }

  /**
   * Asks the API server if the machine may have been suspended; the lease itself is measured here.
   *
   * @throws ModuleFailure with the reason {@code lock_lost} when it is lost
   */
  void requireHeld() {
    requireUnexpired();
    if (terms.clocks().apartSince(renewed)) {
      Site by = terms.connection().get();
      try {
        renew(by);
      } finally {
        by.api().close();
      }
    }
  }

  /** Why it is lost; null as long as it is not. */
  @Nullable ModuleFailure lost() {
    return lost;
  }

  /** Stops to renew it. */
  void end() {
    ended = true;
  }

  private void requireUnexpired() {
    ModuleFailure before = lost;
    if (before != null) {
      throw before;
    }
    if (terms.clocks().since(renewed).compareTo(terms.lease()) >= 0) {
      throw lose(LockFailures.notRenewed(site, terms.lease()));
    }
  }

  private ModuleFailure lose(ModuleFailure why) {
    boolean first;
    synchronized (this) {
      first = lost == null && !ended;
      if (first) {
        lost = why;
      }
    }
    if (first) {
      terms.onLoss().run();
    }
    return why;
  }

  private void renewOnAndOn() {
    try {
      while (!ended) {
        Pause.take(LOOK);
        requireUnexpired();
        if (terms.run().going() && due()) {
          attempt();
        }
      }
    } catch (ModuleFailure failure) {
      // It is lost, which every later call is told.
      end();
    } finally {
      disconnect();
    }
  }

  private boolean due() {
    Clocks clocks = terms.clocks();
    return clocks.since(renewed).compareTo(terms.lease().dividedBy(RENEWALS)) >= 0
        || clocks.apartSince(renewed);
  }

  /** A request that hangs must not cost the lease: each attempt has a third of it. */
  private void attempt() {
    FutureTask<@Nullable Void> attempt = new FutureTask<>(() -> renew(connection()), null);
    Thread unused = Thread.startVirtualThread(attempt);
    try {
      attempt.get(terms.lease().dividedBy(RENEWALS).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The next attempt reads the credentials again, and has a connection that nobody has closed.
      attempt.cancel(true);
      disconnect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Site connection() {
    Site open = connected == null ? terms.connection().get() : connected;
    connected = open;
    return open;
  }

  private synchronized void disconnect() {
    if (connected != null) {
      connected.api().close();
      connected = null;
    }
  }
}
