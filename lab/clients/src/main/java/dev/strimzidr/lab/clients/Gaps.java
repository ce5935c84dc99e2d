package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The longest time in which something that should happen all the time did not. */
final class Gaps {
  private static final double MILLIS = 1000.0;

  private @Nullable Instant last;
  private Duration longest = Duration.ZERO;
  private @Nullable Instant from;

  /** It happened. */
  void at(Instant time) {
    if (last != null && Duration.between(last, time).compareTo(longest) > 0) {
      longest = Duration.between(last, time);
      from = last;
    }
    if (last == null || time.isAfter(last)) {
      last = time;
    }
  }

  double seconds() {
    return longest.toMillis() / MILLIS;
  }

  /** When the longest one began, ISO 8601 in UTC; null when it happened less than twice. */
  @Nullable String from() {
    return from == null ? null : from.toString();
  }
}
