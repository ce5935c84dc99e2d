package dev.strimzidr.topics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The IDs that both clusters have for the topic of one name.
 *
 * @param source at the site that is copied from; null where it is not there, or not known
 * @param standby the same of its copy
 */
public record Ids(@Nullable String source, @Nullable String standby) {
  static final Ids NONE = new Ids(null, null);

  /**
   * Whether the topic at the source is not the one that this one is of. What is null is no claim.
   */
  boolean othersSource(Ids now) {
    return source != null && !source.equals(now.source);
  }

  /** The same of the copy. */
  boolean othersStandby(Ids now) {
    return standby != null && !Objects.equals(standby, now.standby);
  }

  /** These, and what only the others know. */
  Ids or(Ids others) {
    return new Ids(
        source == null ? others.source : source, standby == null ? others.standby : standby);
  }
}
