package dev.strimzidr.tail;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.SpanReader;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads stretches of partitions as a consumer with read_committed sees them, with one consumer. */
final class SourceReader implements AutoCloseable {
  /** So many files are open and so many partitions are fetched at once. */
  private static final int AT_ONCE = 32;

  private static final int POLL_RECORDS = 5000;
  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  private final Consumer<byte[], byte[]> consumer;
  private final SpanReader reader;
  private final String where;

  /** Takes what is read. */
  interface Taker {

    /** The next record of a stretch. */
    void take(Stretch stretch, ConsumerRecord<byte @Nullable [], byte @Nullable []> record);

    /** The records of these stretches have all been taken. */
    void done(List<Stretch> stretches);
  }

  /**
   * Connects nothing yet.
   *
   * @param timeout how long nothing may come
   */
  SourceReader(KafkaAccess access, Duration timeout) {
    this.where = "reading the tail at " + access.bootstrapServers();
    consumer =
        Consumers.open(
            access,
            timeout,
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES),
            where);
    reader = new SpanReader(consumer, timeout, where);
  }

  /** Hands over all records of the stretches, some of them side by side. */
  void read(List<Stretch> stretches, Taker taker) {
    List<Stretch> open = stretches.stream().filter(Stretch::open).toList();
    for (int i = 0; i < open.size(); i += AT_ONCE) {
      List<Stretch> batch = open.subList(i, Math.min(open.size(), i + AT_ONCE));
      try {
        follow(batch, taker);
      } catch (OffsetOutOfRangeException e) {
        throw new ModuleFailure(
            Reason.CONFLICT,
            "%s: the log changed while it was read, at %s: run it again to see what is left"
                .formatted(where, e.offsetOutOfRangePartitions()),
            e);
      } catch (KafkaException e) {
        throw KafkaErrors.of(e, where);
      }
      taker.done(batch);
    }
  }

  private void follow(List<Stretch> batch, Taker taker) {
    Map<TopicPartition, Stretch> stretches = new HashMap<>();
    Map<TopicPartition, SpanReader.Span> spans = new HashMap<>();
    for (Stretch stretch : batch) {
      stretches.put(stretch.partition(), stretch);
      spans.put(stretch.partition(), new SpanReader.Span(stretch.next(), stretch.until()));
    }
    reader.read(
        spans,
        (partition, record) ->
            taker.take(Objects.requireNonNull(stretches.get(partition)), record));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
