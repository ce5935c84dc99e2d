package dev.strimzidr.apply;

import dev.strimzidr.status.Readiness;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a part that has failed ends a wait, and when one that had failed counts as mended. What an
 * operator writes right after a change may be what was before it: Connect restarts a connector that
 * was configured anew within seconds. And what Strimzi restarts runs for a second before it fails
 * again. No I/O.
 */
final class FailureWatch {
  /** For as long as that a state has to last. */
  static final Duration SURE = Duration.ofSeconds(10);

  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Whether this failure ends a wait that lasts until the deadline. */
  boolean ends(Readiness.Failing failing, Instant now, Instant deadline) {
    first = first == null ? now : first;
    last = now;
    return failing.endsWait(deadline) && !now.isBefore(first.plus(SURE));
  }

  /** Whether what is ready now is so for good: it has not failed, or not for a while. */
  boolean mended(Instant now) {
    return last == null || !now.isBefore(last.plus(SURE));
  }
}
