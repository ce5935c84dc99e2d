package dev.strimzidr.record;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Since when clients are kept out by a move, and by one that it took over. Steps that are taken
 * again do not change it.
 *
 * @param writes since when no site takes their records, ISO 8601 in UTC; null while one does
 * @param reads since when no site gives them any; null while one does
 */
public record Outage(@Nullable String writes, @Nullable String reads) {

  static final Outage NONE = new Outage(null, null);

  /** It with what a step makes of the levels of access. */
  Outage with(Collection<Access> levels, Instant now) {
    return new Outage(
        writes == null && !levels.contains(Access.OPEN) ? now.toString() : writes,
        reads == null && levels.stream().allMatch(level -> level == Access.CLOSED)
            ? now.toString()
            : reads);
  }
}
