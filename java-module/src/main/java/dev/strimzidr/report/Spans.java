package dev.strimzidr.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where moments stand on the line from the begin of a move to its end, and how times are written.
 *
 * @param begun the left end
 * @param ended the right end
 */
record Spans(Instant begun, Instant ended) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double MILLIS = 1000.0;
  private static final double MINUTE = 60.0;
  private static final double MINUTES_FROM = 120.0;
  private static final double HUNDRED = 100.0;

  static Spans of(MoveReport.Times move) {
    Instant begun = Instant.parse(move.begun());
    String ended = move.ended();
    Instant last =
        ended == null
            ? begun.plusMillis(Math.round(move.seconds() * MILLIS))
            : Instant.parse(ended);
    return new Spans(begun, last.isAfter(begun) ? last : begun.plusMillis(1));
  }

  /** A moment in percent of the line, from 0 to 100: clocks of several runs may differ. */
  double percent(Instant moment) {
    double part =
        Duration.between(begun, moment).toMillis()
            / (double) Math.max(1, Duration.between(begun, ended).toMillis());
    return Math.clamp(part, 0.0, 1.0) * HUNDRED;
  }

  /** A stretch as the CSS that places it on the line. */
  String style(String from, @Nullable String to) {
    double left = percent(Instant.parse(from));
    double right = to == null ? HUNDRED : percent(Instant.parse(to));
    return String.format(
        Locale.ROOT, "left:%.2f%%;width:%.2f%%", left, Math.max(0.0, right - left));
  }

  /** The time of a day, to a tenth of a second, in UTC. */
  static String clock(String moment) {
    return CLOCK.format(Instant.parse(moment));
  }

  /** Day and time, in UTC. */
  static String day(String moment) {
    return DAY.format(Instant.parse(moment));
  }

  /** Seconds as people say them. */
  static String words(double seconds) {
    if (seconds < MINUTES_FROM) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return String.format(
        Locale.ROOT, "%d min %d s", (long) (seconds / MINUTE), (long) (seconds % MINUTE));
  }
}
