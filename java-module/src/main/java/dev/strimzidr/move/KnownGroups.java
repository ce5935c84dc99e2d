package dev.strimzidr.move;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kafka_groups} would do.
 *
 * @param reason why it would fail, in a word
 * @param msg the same in words
 * @param leftOut groups that it would not carry; null where it has not said it
 * @param lost with positions that were kept, those that are lost; null where it has not said it
 * @param keptAt when positions were last kept, ISO 8601 in UTC; null for never
 */
record KnownGroups(
    @Nullable String reason,
    @Nullable String msg,
    @Nullable List<LeftOut> leftOut,
    @Nullable List<String> lost,
    @Nullable String keptAt) {
  /** Nobody has asked for them. */
  static final KnownGroups UNKNOWN = new KnownGroups(null, null, null, null, null);

  /** A group that the mirror leaves out. */
  record LeftOut(@Nullable String group, @Nullable String kind) {}
}
