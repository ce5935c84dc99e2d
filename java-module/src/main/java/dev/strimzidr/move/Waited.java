package dev.strimzidr.move;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.Map;

/**
 * For how long calls before this one have waited for the mirror.
 *
 * @param step for what, as {@link Awaited} says it; empty where nothing was waited for
 * @param time for how long
 */
record Waited(String step, Duration time) {
  private static final double MILLIS = 1000;

  /**
   * What the call before has returned as {@code waiting}; nothing where there was none.
   *
   * @throws ModuleFailure when it is anything else
   */
  static Waited read(Map<String, Object> waiting) {
    if (waiting.isEmpty()) {
      return new Waited("", Duration.ZERO);
    }
    if (waiting.get("step") instanceof String step
        && waiting.get("waited_seconds") instanceof Number seconds
        && seconds.doubleValue() >= 0) {
      return new Waited(step, Duration.ofMillis((long) (seconds.doubleValue() * MILLIS)));
    }
    throw new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option waited: given is %s, allowed is waiting as the call before has returned it"
            .formatted(waiting));
  }

  /** For how long this was waited for. */
  Duration on(String wanted) {
    return step.equals(wanted) ? time : Duration.ZERO;
  }
}
