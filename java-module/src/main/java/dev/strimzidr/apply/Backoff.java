package dev.strimzidr.apply;

import dev.strimzidr.module.Pause;
import java.time.Duration;

/**
 * How long to pause before a watch is opened again. A watch that has lasted says nothing of the
 * next one; behind a proxy that closes each at once, asking without a pause would load the API
 * server. No I/O.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(5);

  /** From then on a watch has lasted. */
  static final Duration LASTED = Duration.ofSeconds(10);

  private Duration next = FIRST;

  /**
   * The pause after a watch, each time twice as long.
   *
   * @param open how long that watch was open
   */
  Duration after(Duration open) {
    if (open.compareTo(LASTED) >= 0) {
      next = FIRST;
      return Duration.ZERO;
    }
    Duration pause = next;
    next = Pause.shorter(next.multipliedBy(2), LONGEST);
    return pause;
  }
}
