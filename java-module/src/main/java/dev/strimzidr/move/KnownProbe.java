package dev.strimzidr.move;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a record that {@code kafka_probe} has tried to write.
 *
 * @param brokers how many there are; null where none has taken it
 * @param reason why it was not taken, in a word
 * @param msg the same in words
 */
record KnownProbe(@Nullable Long brokers, @Nullable String reason, @Nullable String msg) {
  /** Nobody has tried. */
  static final KnownProbe UNKNOWN = new KnownProbe(null, null, null);

  /** By these nobody answers, in contrast to somebody who says no. */
  private static final Set<String> SILENT = Set.of("unreachable", "timeout", "dns", "unavailable");

  boolean taken() {
    return brokers != null;
  }

  /** Whether it was tried, and nobody has answered. */
  boolean silent() {
    return !taken() && reason != null && SILENT.contains(reason);
  }

  String why(String otherwise) {
    return Objects.requireNonNullElse(msg, otherwise);
  }
}
