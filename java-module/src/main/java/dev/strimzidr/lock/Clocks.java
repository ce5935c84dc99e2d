package dev.strimzidr.lock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Two clocks: a monotonic one, by which leases are measured, and the wall clock, by which nothing
 * is decided. Linux stops the monotonic clock of Java while the machine is suspended, so a wall
 * clock that went another way is a reason to ask the API servers.
 *
 * @param monotonic nanoseconds from any beginning
 * @param wall the time of day
 */
record Clocks(LongSupplier monotonic, Clock wall) {
  static final Clocks SYSTEM = new Clocks(System::nanoTime, Clock.systemUTC());

  private static final Duration APART = Duration.ofSeconds(1);

  /** A moment by both clocks. */
  record Moment(long nanos, Instant instant) {}

  Moment now() {
    return new Moment(monotonic.getAsLong(), wall.instant());
  }

  /** Monotonic time since a moment. */
  Duration since(Moment moment) {
    return Duration.ofNanos(monotonic.getAsLong() - moment.nanos());
  }

  /** Whether the clocks went apart since a moment: a suspended machine, or a clock that was set. */
  boolean apartSince(Moment moment) {
    Duration byWall = Duration.between(moment.instant(), wall.instant());
    return byWall.minus(since(moment)).abs().compareTo(APART) > 0;
  }
}
