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
 * Where the log of a partition begins and ends.
 *
 * @param start the first offset that is still there
 * @param stable the offset before which every transaction has ended
 * @param end the offset after the last record, committed or not
 */
public record LogBounds(long start, long stable, long end) {

  /** The bounds of partitions that are there, in their order. */
  public static Map<TopicPartition, LogBounds> of(
      Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    // The end first: what is written meanwhile must not look like an open transaction.
    Map<TopicPartition, Long> highest =
        offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED).get();
    var starts = offsets(admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    var stables = offsets(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> first = starts.get();
    Map<TopicPartition, Long> committed = stables.get();
    Map<TopicPartition, LogBounds> bounds = new LinkedHashMap<>();
    for (TopicPartition partition : partitions) {
      bounds.put(
          partition,
          new LogBounds(
              first.getOrDefault(partition, 0L),
              committed.getOrDefault(partition, 0L),
              highest.getOrDefault(partition, 0L)));
    }
    return bounds;
  }

  /** The offsets before which every transaction has ended, of partitions that are there. */
  public static Map<TopicPartition, Long> stable(Admin admin, Collection<TopicPartition> partitions)
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
