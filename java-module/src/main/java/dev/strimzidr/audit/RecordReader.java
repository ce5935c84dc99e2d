package dev.strimzidr.audit;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.SpanReader;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions of one site as a consumer with read_committed sees them, with one consumer. What
 * retention takes while it reads is passed over.
 */
final class RecordReader implements AutoCloseable {
  private static final int POLL_RECORDS = 10_000;

  /** What one answer of a broker may have. Of each broker one is held, and one is on its way. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private static final int FETCH_BYTES_PARTITION = 4 * 1024 * 1024;

  /** As the operating system sets it: Kafka's 64 KiB are little for a site that is far away. */
  private static final int RECEIVE_BUFFER = -1;

  private final Consumer<byte[], byte[]> consumer;
  private final SpanReader reader;
  private final String where;
  private final LongAdder read;

  /** Takes the records of one partition. */
  interface Taker {
    void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record);
  }

  /** Makes who takes the records of a partition, from its first one on. */
  interface Takers {
    Taker begin(TopicPartition partition);
  }

  /**
   * Connects nothing yet.
   *
   * @param read counts the records
   */
  RecordReader(KafkaCluster cluster, LongAdder read) {
    this.where = "reading records at " + cluster.access().bootstrapServers();
    this.read = read;
    consumer =
        Consumers.open(
            cluster.access(),
            cluster.timeout(),
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES_PARTITION,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                RECEIVE_BUFFER),
            where);
    reader = new SpanReader(consumer, cluster.timeout(), where);
  }

  /**
   * Hands over all records of the spans.
   *
   * @return why partitions could not be read to their ends
   */
  Map<TopicPartition, String> read(Map<TopicPartition, SpanReader.Span> spans, Takers takers) {
    Map<TopicPartition, String> failed = new HashMap<>();
    ModuleFailure failure = attempt(spans, takers);
    if (failure == null) {
      return failed;
    }
    Set<TopicPartition> unread = new HashSet<>(reader.unread());
    for (TopicPartition partition : unread) {
      // Where nothing came from any of them, each is one. Else it is one that kept the others.
      ModuleFailure alone =
          failure.reason() == Reason.TIMEOUT || unread.size() == 1
              ? failure
              : attempt(Map.of(partition, Objects.requireNonNull(spans.get(partition))), takers);
      if (alone != null) {
        failed.put(partition, alone.message());
      }
    }
    return failed;
  }

  private @Nullable ModuleFailure attempt(
      Map<TopicPartition, SpanReader.Span> spans, Takers takers) {
    Map<TopicPartition, Taker> taking = new HashMap<>();
    spans.keySet().forEach(partition -> taking.put(partition, takers.begin(partition)));
    try {
      reader.read(
          spans,
          (partition, record) -> {
            Objects.requireNonNull(taking.get(partition)).take(record);
            read.increment();
          });
      return null;
    } catch (KafkaException e) {
      return KafkaErrors.of(e, where);
    } catch (ModuleFailure e) {
      return e;
    }
  }

  /** The log start offset. */
  long logStartOffset(TopicPartition partition) {
    return ask(() -> consumer.beginningOffsets(List.of(partition)), partition);
  }

  /** The last stable offset. */
  long lastStableOffset(TopicPartition partition) {
    return ask(() -> consumer.endOffsets(List.of(partition)), partition);
  }

  private long ask(Supplier<Map<TopicPartition, Long>> question, TopicPartition partition) {
    try {
      return question.get().getOrDefault(partition, 0L);
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
