package dev.strimzidr.move;

import dev.strimzidr.mirror.MovedMirror;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a move still waits for.
 *
 * @param step what it is a part of: {@code catch_up}, before anything is closed, or {@code drain}
 * @param waited for how long, in this call and in those before
 * @param seen how far the mirror is, as {@link MovedMirror#drain} says it
 */
record Awaited(String step, Duration waited, Map<String, ? extends @Nullable Object> seen) {
  static final String CATCH_UP = "catch_up";

  private static final double MILLIS = 1000.0;

  /** As the module returns it. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
    waiting.put("step", step);
    waiting.put("waited_seconds", waited.toMillis() / MILLIS);
    waiting.put("lag_records", lag(seen).get("lag_records"));
    waiting.put("lag_seconds", lag(seen).get("lag_seconds"));
    waiting.put("what", MovedMirror.words(seen));
    return Map.of("waiting", waiting);
  }

  /** The lag, as a result has it. */
  static Map<?, ?> lag(Map<String, ? extends @Nullable Object> seen) {
    return seen.get("lag") instanceof Map<?, ?> lag ? lag : Map.of();
  }
}
