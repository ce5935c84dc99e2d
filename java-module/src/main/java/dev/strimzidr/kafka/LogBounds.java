package dev.strimzidr.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a partition's log that a client sees. The log end offset of the leader, which may
 * be beyond the high watermark, is what {@link KafkaCluster#logEndOffsets} asks for.
 *
 * @param logStartOffset the first offset that retention and deletion of records have left
 * @param lastStableOffset the first offset of the earliest open transaction, or else the high
 *     watermark: readers with {@code read_committed} stop before it
 * @param highWatermark the offset before which every in-sync replica has the records: readers with
 *     {@code read_uncommitted} stop before it
 */
public record LogBounds(long logStartOffset, long lastStableOffset, long highWatermark) {

  /** The bounds of partitions that exist, in the order given. */
  public static Map<TopicPartition, LogBounds> of(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    // The high watermark first: what is written meanwhile must not look like an open transaction.
    Map<TopicPartition, Long> highWatermarks =
        offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED).get();
    var logStarts =
        offsets(admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    var lastStables =
        offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> logStartOffsets = logStarts.get();
    Map<TopicPartition, Long> lastStableOffsets = lastStables.get();
    Map<TopicPartition, LogBounds> bounds = new LinkedHashMap<>();
    for (TopicPartition partition : partitions) {
      bounds.put(
          partition,
          new LogBounds(
              logStartOffsets.getOrDefault(partition, 0L),
              lastStableOffsets.getOrDefault(partition, 0L),
              highWatermarks.getOrDefault(partition, 0L)));
    }
    return bounds;
  }

  /** The last stable offsets of partitions that exist. */
  public static Map<TopicPartition, Long> lastStableOffsets(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED).get();
  }

  private static KafkaFuture<Map<TopicPartition, Long>> offsets(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> query =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
    return admin
        .listOffsets(query, new ListOffsetsOptions(level))
        .all()
        .thenApply(found -> {
          Map<TopicPartition, Long> offsets = new HashMap<>();
          found.forEach((partition, info) -> offsets.put(partition, info.offset()));
          return offsets;
        });
  }
}
