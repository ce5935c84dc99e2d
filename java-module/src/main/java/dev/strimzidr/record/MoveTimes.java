package dev.strimzidr.record;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long a move took, and for how long it kept clients out: by the record's times. Pure. */
final class MoveTimes {
  private static final double MILLIS = 1000.0;

  /** The steps that let clients in: those of the other site, or of the same one again. */
  private static final Set<String> OPENING = Set.of("open", "abort");

  private MoveTimes() {}

  /**
   * What a result says of it.
   *
   * @param move as it stood before it ended
   * @param at when it ended
   */
  static Map<String, @Nullable Object> of(Move move, String at) {
    Map<String, @Nullable Object> ended = new LinkedHashMap<>();
    ended.put("kind", move.kind());
    ended.put("from", move.from());
    ended.put("to", move.to());
    ended.put("seconds", seconds(move.begun(), at));
    List<Map<String, Object>> steps =
        move.steps().stream()
            .map(step ->
                Map.<String, Object>of(
                    "name", step.name(), "seconds", seconds(step.begun(), done(step, at))))
            .toList();
    ended.put("steps", steps);
    String opened = opened(move, at);
    ended.put("writes_stopped_seconds", stopped(move.outage().writes(), opened));
    ended.put("reads_stopped_seconds", stopped(move.outage().reads(), opened));
    return ended;
  }

  private static @Nullable String opened(Move move, String at) {
    return move.steps().stream()
        .filter(step -> OPENING.contains(step.name()))
        .map(step -> done(step, at))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /**
   * Null where nobody was kept out, or the clocks of two runs differ so much that nothing is known.
   */
  private static @Nullable Double stopped(@Nullable String since, @Nullable String opened) {
    if (since == null || opened == null) {
      return null;
    }
    double seconds = seconds(since, opened);
    return seconds < 0 ? null : seconds;
  }

  private static String done(Move.Step step, String at) {
    String done = step.done();
    return done == null ? at : done;
  }

  private static double seconds(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis() / MILLIS;
  }
}
