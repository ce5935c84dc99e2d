package dev.strimzidr.move;

import dev.strimzidr.mirror.MovedMirror;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a move still waits for.
 *
 * @param step what it is a part of: {@code catch_up}, before anything is closed, {@code drain} or
 *     {@code reverse}
 * @param waited for how long, in this call and in those before
 * @param what is waited for, in words
 * @param figures of it, by the names that a result has for them
 */
record Awaited(
    String step,
    Duration waited,
    List<String> what,
    Map<String, ? extends @Nullable Object> figures) {
  static final String CATCH_UP = "catch_up";

  private static final double MILLIS = 1000.0;

  /**
   * A mirror that is behind.
   *
   * @param seen how far it is, as {@link MovedMirror#drain} says it
   */
  static Awaited copies(
      String step, Duration waited, Map<String, ? extends @Nullable Object> seen) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("lag_records", lag(seen).get("lag_records"));
    figures.put("lag_seconds", lag(seen).get("lag_seconds"));
    return new Awaited(step, waited, MovedMirror.words(seen), figures);
  }

  /** As the module returns it. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
    waiting.put("step", step);
    waiting.put("waited_seconds", waited.toMillis() / MILLIS);
    waiting.putAll(figures);
    waiting.put("what", what);
    return Map.of("waiting", waiting);
  }

  /** The lag, as a result has it. */
  static Map<?, ?> lag(Map<String, ? extends @Nullable Object> seen) {
    return seen.get("lag") instanceof Map<?, ?> lag ? lag : Map.of();
  }
}
