package dev.strimzidr.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.mirror.SettledOffsets;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the mirror is, and what both sites have at that moment. The mirror may be at work: what
 * it had stored before the offsets of the standby were asked for is a lower bound of what is there,
 * what it has stored after that is an upper one. In an idle partition both are the same.
 *
 * @param source what the source has, at least all that is copied
 * @param standby what the standby has, at least all that is copied up to {@code low}
 * @param low the source offset of the last record copied before, by partition
 * @param high the same after it
 * @param uncounted why what is stored may be less than what is copied; then {@code high} counts for
 *     nothing
 */
record Snapshot(
    SiteLog source,
    SiteLog standby,
    Map<TopicPartition, Long> low,
    Map<TopicPartition, Long> high,
    Optional<String> uncounted) {

  /** The transactions of a worker that lives end sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /**
   * Takes it.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param wanted the topics
   * @param since as for {@link SiteLog#read}
   */
  static Snapshot take(
      JsonNode mirror,
      KafkaCluster source,
      KafkaCluster standby,
      Predicate<String> wanted,
      OptionalLong since) {
    Map<TopicPartition, Long> low = stored(mirror, standby);
    SiteLog there = visible(standby, SiteLog.read(standby, wanted, since), since);
    Map<TopicPartition, Long> high = stored(mirror, standby);
    return new Snapshot(
        SiteLog.read(source, wanted, since), there, low, high, MirrorSpec.uncounted(mirror));
  }

  private static Map<TopicPartition, Long> stored(JsonNode mirror, KafkaCluster standby) {
    return SettledOffsets.read(mirror, standby)
        .orElseThrow(() ->
            new ModuleFailure(
                Reason.TIMEOUT,
                "a transaction is open in the offset topic %s of the mirror for more than %d s, so how far it is cannot be told; see whether its workers live, and run it again"
                    .formatted(MirrorSpec.offsetTopic(mirror), PATIENCE.toSeconds())));
  }

  /**
   * Waits until all that was written can be read: a transaction becomes visible in one topic after
   * the other, and that of the offsets may be the first.
   */
  private static SiteLog visible(KafkaCluster standby, SiteLog log, OptionalLong since) {
    Map<TopicPartition, PartitionLog> partitions = new HashMap<>(log.partitions());
    Map<TopicPartition, Long> open = new HashMap<>();
    partitions.forEach((partition, found) -> {
      if (found instanceof PartitionLog.Bounded bounded
          && bounded.bounds().lastStableOffset() < bounded.bounds().highWatermark()) {
        open.put(partition, bounded.bounds().highWatermark());
      }
    });
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      Pause.take(LOOK_AGAIN);
      partitions.putAll(SiteLog.logs(standby, List.copyOf(open.keySet()), since));
      open.keySet().removeAll(closed(open, partitions));
    }
    open.forEach((partition, highWatermark) ->
        partitions.put(
            partition,
            new PartitionLog.Unusable(
                Finding.Kind.UNSETTLED,
                "a transaction is open at the standby for more than %d s, so what is behind it cannot be read; kafka-transactions.sh find-hanging finds its producer"
                    .formatted(PATIENCE.toSeconds()))));
    return new SiteLog(log.topics(), partitions);
  }

  private static Set<TopicPartition> closed(
      Map<TopicPartition, Long> open, Map<TopicPartition, PartitionLog> now) {
    Set<TopicPartition> closed = new HashSet<>();
    open.forEach((partition, highWatermark) -> {
      if (!(now.get(partition) instanceof PartitionLog.Bounded bounded)
          || bounded.bounds().lastStableOffset() >= highWatermark) {
        closed.add(partition);
      }
    });
    return closed;
  }
}
