package dev.strimzidr.record;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long a move took, and for how long it kept clients out: by the record's times. No I/O. */
final class MoveTimes {
  private static final double MILLIS = 1000.0;

  /** The steps that let clients in: those of the other site, or of the same one again. */
  private static final Set<String> OPENING = Set.of("open", "abort");

  private MoveTimes() {}

  /**
   * The times of a move that has ended.
   *
   * @param move as it stood before it ended; its last step ends with it
   * @param at when it ended
   */
  static Map<String, @Nullable Object> ended(Move move, Instant at) {
    return of(move.finish(at), at, at.toString());
  }

  /**
   * The times of a move that is under way. A step that is not done has taken the time until now.
   *
   * @param now by the clock of this run
   */
  static Map<String, @Nullable Object> underWay(Move move, Instant now) {
    return of(move, now, null);
  }

  private static Map<String, @Nullable Object> of(
      Move move, Instant until, @Nullable String ended) {
    Map<String, @Nullable Object> times = new LinkedHashMap<>();
    times.put("kind", move.kind());
    times.put("from", move.from());
    times.put("to", move.to());
    times.put("by", move.by());
    times.put("begun", move.begun());
    times.put("ended", ended);
    times.put("seconds", seconds(move.begun(), until.toString()));
    List<Map<String, @Nullable Object>> steps =
        move.steps().stream().map(step -> step(step, until)).toList();
    times.put("steps", steps);
    String opened = opened(move);
    times.put("writes_stopped", move.outage().writes());
    times.put("reads_stopped", move.outage().reads());
    times.put("opened", opened);
    times.put("writes_stopped_seconds", stopped(move.outage().writes(), opened));
    times.put("reads_stopped_seconds", stopped(move.outage().reads(), opened));
    return times;
  }

  private static Map<String, @Nullable Object> step(Move.Step step, Instant until) {
    String done = step.done();
    Map<String, @Nullable Object> times = new LinkedHashMap<>();
    times.put("name", step.name());
    times.put("begun", step.begun());
    times.put("done", done);
    times.put("seconds", seconds(step.begun(), done == null ? until.toString() : done));
    return times;
  }

  /** Null as long as the step that opens a site is not done. */
  private static @Nullable String opened(Move move) {
    String opened = null;
    for (Move.Step step : move.steps()) {
      opened = OPENING.contains(step.name()) ? step.done() : opened;
    }
    return opened;
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

  private static double seconds(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis() / MILLIS;
  }
}
