package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.module.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a mirror that copies exactly once has stored, when it says at least what can be read at the
 * target already: a transaction becomes visible in one topic after the other, and the records may
 * be seen before the offset that was stored with them.
 */
public final class SettledOffsets {
  /** The transactions of a worker that lives end sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private SettledOffsets() {}

  /**
   * The source offsets of the last records copied, of all transactions that have begun; nothing
   * when one of these stays open. A mirror that has stored nothing yet has copied nothing.
   */
  public static Optional<Map<TopicPartition, Long>> read(JsonNode mirror, KafkaCluster target) {
    String topic = MirrorSpec.offsetTopic(mirror);
    ClusterLog log = new ClusterLog(target);
    Map<TopicPartition, LogBounds> begun = log.bounds(topic::equals);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Map<TopicPartition, LogBounds> now = begun;
        !settled(begun, now);
        now = log.bounds(topic::equals)) {
      if (System.nanoTime() > deadline) {
        return Optional.empty();
      }
      Pause.take(LOOK_AGAIN);
    }
    return Optional.of(begun.isEmpty() ? Map.of() : ConnectOffsets.of(mirror, target).read());
  }

  private static boolean settled(
      Map<TopicPartition, LogBounds> begun, Map<TopicPartition, LogBounds> now) {
    return begun.entrySet().stream()
        .allMatch(one -> {
          LogBounds then = now.get(one.getKey());
          return then != null && then.lastStableOffset() >= one.getValue().highWatermark();
        });
  }
}
