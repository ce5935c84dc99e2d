package dev.strimzidr.lock;

import dev.strimzidr.lock.Observation.Verdict;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the lock says when it cannot be had. */
final class LockFailures {
  private static final double MILLIS = 1000.0;

  private LockFailures() {}

  static ModuleFailure unserved() {
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option action: the lock cannot be taken by a module with a JVM of its own, which could renew it only while the module runs: STRIMZI_DR_SERVER=false is set, or the module was called by hand or in the background (async). Run the playbook without that");
  }

  static ModuleFailure held(Site site, LeaseState by, Verdict verdict, Duration waited) {
    long unrenewed = verdict.unrenewed().toSeconds();
    long left = verdict.left().plusMillis(999).toSeconds();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("holder", by.holder());
    state.put("site", site.name());
    state.put("held_since", verdict.since().toString());
    state.put("at_work", verdict.atWork());
    state.put("free_in_seconds", left);
    state.put("waited_seconds", seconds(waited));
    String message =
        verdict.atWork()
            ? "The lock is held by %s: it is at work at %s. Wait until it has ended"
                .formatted(by.holder(), site.name())
            : "The lock is held by %s at %s. It was not renewed for %d s; it is free in %d s, unless that run renews it. Wait so long, and run the same command again"
                .formatted(by.holder(), site.name(), unrenewed, left);
    return new ModuleFailure(Reason.HELD, message, state, null);
  }

  /** Somebody else holds the Lease of a site, or nobody does. */
  static ModuleFailure notHeld(Site site, Optional<LeaseState> live) {
    String by =
        live.filter(state -> !state.released())
            .map(state -> ", " + state.holder() + " does")
            .orElse("");
    return lost("This run does not hold the lock at %s%s".formatted(site.name(), by));
  }

  static ModuleFailure notRenewed(String site, Duration lease) {
    return lost(
        "This run has lost the lock: it was not renewed at %s for %d s, in which the run was stopped or the API server did not answer"
            .formatted(site, lease.toSeconds()));
  }

  private static ModuleFailure lost(String why) {
    return new ModuleFailure(
        Reason.LOCK_LOST, why + ". Run the same command again: it goes on where the record says");
  }

  /** Seconds as a result has them. */
  static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
