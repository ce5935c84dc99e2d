package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.status.MirrorRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Whether there is anything to wait for: a part of a mirror that has failed copies nothing. */
final class Stuck {
  /** Connect is not asked more often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Supplier<JsonNode> look;
  private final Clock clock;
  private Instant next;

  /**
   * Looks at nothing yet, and at first only after a moment: most waits are short.
   *
   * @param look tells the mirror with what Connect says now in its status
   */
  Stuck(Supplier<JsonNode> look, Clock clock) {
    this.look = look;
    this.clock = clock;
    this.next = clock.instant().plus(LOOK_AGAIN);
  }

  /** Whether a part has failed that nothing mends before this time, as far as was looked. */
  boolean until(Instant deadline) {
    if (clock.instant().isBefore(next)) {
      return false;
    }
    next = clock.instant().plus(LOOK_AGAIN);
    return MirrorRules.failing(look.get()).filter(part -> part.endsWait(deadline)).isPresent();
  }
}
