package dev.strimzidr.lock;

import dev.strimzidr.lock.Clocks.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run has seen of a Lease, by its own monotonic clock. A Lease is free when it is not
 * there, when it was released, or when it was not written for one whole lease while it was watched:
 * the way of {@code k8s.io/client-go/tools/leaderelection}. No I/O.
 */
final class Observation {

  /**
   * What follows from a look.
   *
   * @param free whether the Lease may be taken, at the version that was seen
   * @param atWork whether the holder renewed it since the wait for it began
   * @param unrenewed for how long it was seen without a renewal
   * @param left how long until it is free, unless it is renewed
   * @param since when this holder was first seen, by the wall clock here
   */
  record Verdict(boolean free, boolean atWork, Duration unrenewed, Duration left, Instant since) {}

  private final Clocks clocks;
  private @Nullable LeaseState last;
  private Moment unchanged;
  private Instant holderSince;
  private boolean waitedFor;

  /** Of a Lease that was not looked at yet. */
  Observation(Clocks clocks) {
    this.clocks = clocks;
    this.unchanged = clocks.now();
    this.holderSince = unchanged.instant();
  }

  /**
   * Takes in a look.
   *
   * @param now the Lease; empty where there is none
   * @param waiting whether the run waits for it: a renewal between two such looks shows that the
   *     holder is at work
   */
  synchronized Verdict look(Optional<LeaseState> now, boolean waiting) {
    LeaseState before = last;
    LeaseState seen = now.orElse(null);
    last = seen;
    boolean atWork = false;
    if (seen == null || before == null || !seen.version().equals(before.version())) {
      unchanged = clocks.now();
      if (seen == null || before == null || !seen.holder().equals(before.holder())) {
        holderSince = unchanged.instant();
      }
      atWork = waitedFor && seen != null && before != null && seen.renewedSince(before);
    }
    waitedFor = waiting;
    if (seen == null || seen.released()) {
      return new Verdict(true, false, Duration.ZERO, Duration.ZERO, holderSince);
    }
    Duration unrenewed = clocks.since(unchanged);
    Duration left = seen.lease().minus(unrenewed);
    boolean free = !left.isPositive();
    return new Verdict(free, atWork, unrenewed, free ? Duration.ZERO : left, holderSince);
  }
}
