package dev.strimzidr.status;

import java.time.Instant;
import java.util.Optional;

/**
 * A connector of a mirror, or one of its tasks, that has failed although it is to run.
 *
 * @param what which, in words
 * @param cause why
 * @param restarts how Strimzi restarts it
 */
public record Failure(String what, Cause cause, Restarts restarts) {

  /** From when on a restart may mend it; nothing when none will, as far as is known. */
  public Optional<Instant> mends() {
    return cause.passes() ? restarts.due() : Optional.empty();
  }

  @Override
  public String toString() {
    String again =
        restarts.count() == 0 ? "" : " (restarts so far: %d)".formatted(restarts.count());
    return "%s is FAILED: %s%s".formatted(what, cause, again);
  }
}
