package dev.strimzidr.groups;

import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.mirror.KeptPositions.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a group of a source that is lost has stood last, as far as the target knows. No I/O.
 *
 * @param translated what MirrorMaker has made of that position, or where an earlier one is: never
 *     too late; null for nothing
 * @param place where the position is at the target, as it was worked out while the source lived;
 *     null where that is not known
 * @param setBack whether somebody has set it back, so that where it stands at the target may be too
 *     late
 */
record LastKnown(
    GroupKind kind,
    Position source,
    @Nullable Long translated,
    @Nullable Long place,
    boolean setBack) {
  /** Clocks differ, and to look at all groups takes a while. */
  private static final Duration DOUBT = Duration.ofMinutes(1);

  /**
   * What follows from both; at least one is there.
   *
   * @param checkpoint what the mirror has written down; null for nothing
   * @param kept what we have kept; null for nothing
   * @param taken when it was kept
   */
  static LastKnown of(
      Checkpoints.@Nullable Written checkpoint, @Nullable Kept kept, @Nullable Instant taken) {
    if (checkpoint == null) {
      Kept only = Objects.requireNonNull(kept);
      return new LastKnown(only.kind(), only.position(), null, place(only), false);
    }
    Position written = new Position(checkpoint.source(), checkpoint.metadata(), null);
    if (kept == null || taken == null) {
      // MirrorMaker writes down no other kinds.
      return new LastKnown(GroupKind.CLASSIC, written, checkpoint.target(), null, false);
    }
    boolean keptIsFurther = kept.position().offset() >= checkpoint.source();
    Duration later = Duration.between(Instant.ofEpochMilli(checkpoint.writtenAt()), taken);
    boolean certain = later.abs().compareTo(DOUBT) > 0;
    if (keptIsFurther) {
      return certain && later.isNegative() && kept.position().offset() > checkpoint.source()
          ? new LastKnown(kept.kind(), written, checkpoint.target(), null, true)
          : new LastKnown(kept.kind(), kept.position(), checkpoint.target(), place(kept), false);
    }
    return certain && later.isPositive()
        ? new LastKnown(kept.kind(), kept.position(), null, place(kept), true)
        : new LastKnown(
            kept.kind(),
            written,
            kept.place() == null
                ? checkpoint.target()
                : Math.max(checkpoint.target(), kept.place().offset()),
            null,
            false);
  }

  private static @Nullable Long place(Kept kept) {
    return kept.place() == null ? null : Long.valueOf(kept.place().offset());
  }
}
