package dev.strimzidr.mirror;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the first record behind the last copied one, in many partitions at once. Offsets alone
 * cannot tell a record from the marker of a transaction, nor how old it is.
 */
final class OldestReader {
  /** Enough for the first record of most partitions, little enough for thousands of them. */
  private static final int FETCH_BYTES_PARTITION = 64 * 1024;

  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private OldestReader() {}

  /** What stands there, for each partition that is behind; unknown where the time is not enough. */
  static Map<TopicPartition, Oldest> read(
      KafkaAccess source, List<Lag.Partition> behind, Duration timeout) {
    Map<TopicPartition, Oldest> found = new HashMap<>();
    if (behind.isEmpty()) {
      return found;
    }
    String what = "reading what is not copied yet at " + source.bootstrapServers();
    try (Consumer<byte[], byte[]> consumer =
        Consumers.open(
            source,
            timeout,
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES_PARTITION,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.MAX_VALUE),
            what)) {
      consumer.assign(behind.stream().map(Lag.Partition::partition).toList());
      Map<TopicPartition, Long> lastStableOffsets = new HashMap<>();
      for (Lag.Partition partition : behind) {
        consumer.seek(partition.partition(), partition.next());
        lastStableOffsets.put(partition.partition(), partition.lastStableOffset());
      }
      follow(consumer, lastStableOffsets, found, System.nanoTime() + timeout.toNanos());
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
    return found;
  }

  private static void follow(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> lastStableOffsets,
      Map<TopicPartition, Oldest> found,
      long deadline) {
    while (found.size() < lastStableOffsets.size() && System.nanoTime() < deadline) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
      Set<TopicPartition> answered = new HashSet<>();
      for (TopicPartition partition : records.partitions()) {
        ConsumerRecord<byte[], byte[]> first = records.records(partition).getFirst();
        found.putIfAbsent(partition, new Oldest.At(first.offset(), first.timestamp()));
        answered.add(partition);
      }
      lastStableOffsets.forEach((partition, lastStableOffset) -> {
        if (!found.containsKey(partition) && consumer.position(partition) >= lastStableOffset) {
          found.put(partition, new Oldest.None());
          answered.add(partition);
        }
      });
      consumer.pause(answered);
    }
    lastStableOffsets
        .keySet()
        .forEach(partition -> found.putIfAbsent(partition, new Oldest.Unknown()));
  }
}
