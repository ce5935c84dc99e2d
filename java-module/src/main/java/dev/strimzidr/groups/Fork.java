package dev.strimzidr.groups;

import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.record.ForkPoints;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Between which offsets the records of a mirror are, as far as the logs have parted. No I/O. */
final class Fork {
  /** Where the logs have not parted yet, all of both is what was copied. */
  static final Fork NONE = new Fork(Optional.empty());

  private final Optional<String> doubt;

  /** At the source: what the mirror has begun with. */
  private final Map<TopicPartition, Long> firsts = new HashMap<>();

  /** At the target: its first record of its own, and at the source the last one copied before. */
  private final Map<TopicPartition, Long> owns = new HashMap<>();

  private final Map<TopicPartition, Long> lasts = new HashMap<>();

  /** When the source began to be one; null where it always was. */
  private @Nullable Instant begun;

  private Fork(Optional<String> doubt) {
    this.doubt = doubt;
  }

  /** Nobody can say whether they have. */
  static Fork unknown(String why) {
    return new Fork(Optional.of("where the logs have parted is not known: " + why));
  }

  /**
   * From fork points.
   *
   * @param source the site that is copied from
   */
  static Fork of(ForkPoints points, String source) {
    Fork fork = new Fork(Optional.empty());
    Map<TopicPartition, Long> ends = points.starts(points.to());
    if (points.reverse(source)) {
      fork.begun = Instant.parse(points.at());
      fork.firsts.putAll(ends);
    } else {
      ends.forEach((partition, end) -> {
        OptionalLong last = points.copied(partition);
        if (last.isPresent()) {
          fork.owns.put(partition, end);
          fork.lasts.put(partition, last.getAsLong());
        }
      });
    }
    return fork;
  }

  /** Why it is not known; empty when it is. */
  Optional<String> doubt() {
    return doubt;
  }

  /** What was kept of the source's groups; nothing when that was before it became the source. */
  KeptPositions since(KeptPositions kept) {
    Instant taken = kept.taken();
    return taken != null && begun != null && taken.isBefore(begun) ? KeptPositions.NONE : kept;
  }

  /** The source offset that the mirror has begun with. */
  long first(TopicPartition partition) {
    return firsts.getOrDefault(partition, 0L);
  }

  /**
   * The offset from which on the target has nothing that was copied.
   *
   * @param last the source offset of the last record copied
   * @param lastStableOffset of the target
   */
  long end(TopicPartition partition, long last, long lastStableOffset) {
    // A mirror that has copied more since has gone on: that move was undone.
    return lasts.getOrDefault(partition, -1L) == last
        ? Math.min(lastStableOffset, owns.getOrDefault(partition, lastStableOffset))
        : lastStableOffset;
  }
}
