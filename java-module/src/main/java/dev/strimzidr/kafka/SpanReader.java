package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads spans of many partitions in parallel, each up to a known offset. */
public final class SpanReader {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration timeout;
  private final String where;
  private final Map<TopicPartition, Span> open = new HashMap<>();

  /**
   * What is read of a partition.
   *
   * @param begin the first offset
   * @param end the offset before which reading ends
   */
  public record Span(long begin, long end) {}

  /** Takes one record after another, in the order of each partition. */
  public interface Taker {
    void take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * Reads nothing yet.
   *
   * @param timeout how long nothing may come
   * @param where what is tried, such as {@code reading records at a:9094}
   */
  public SpanReader(Consumer<byte[], byte[]> consumer, Duration timeout, String where) {
    this.consumer = consumer;
    this.timeout = timeout;
    this.where = where;
  }

  /**
   * Hands over all records of the spans.
   *
   * @throws ModuleFailure when nothing came for too long
   * @throws org.apache.kafka.common.KafkaException what the consumer ended with
   */
  public void read(Map<TopicPartition, Span> spans, Taker taker) {
    open.clear();
    open.putAll(spans);
    consumer.assign(spans.keySet());
    consumer.resume(spans.keySet()); // what was read before is assigned as it was left, paused
    spans.forEach((partition, span) -> consumer.seek(partition, span.begin()));
    Map<TopicPartition, Long> before = finish();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!open.isEmpty()) {
      take(consumer.poll(POLL), taker);
      Map<TopicPartition, Long> reached = finish();
      if (!reached.equals(before)) {
        deadline = System.nanoTime() + timeout.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new ModuleFailure(
            Reason.TIMEOUT,
            "%s: nothing came for %d s; not read to the end are %s"
                .formatted(where, timeout.toSeconds(), new ArrayList<>(open.keySet())));
      }
      before = reached;
    }
  }

  /** The partitions that the last call did not read to the ends of their spans. */
  public Set<TopicPartition> unread() {
    return Set.copyOf(open.keySet());
  }

  private void take(ConsumerRecords<byte[], byte[]> records, Taker taker) {
    for (TopicPartition partition : records.partitions()) {
      Span span = open.get(partition);
      if (span != null) {
        records.records(partition).stream()
            .filter(record -> record.offset() < span.end())
            .forEach(record -> taker.take(partition, record));
      }
    }
  }

  /**
   * No more is fetched of what has been read to its end. Markers of transactions are passed without
   * a record.
   *
   * @return where those stand that are left
   */
  private Map<TopicPartition, Long> finish() {
    Map<TopicPartition, Long> reached = new HashMap<>();
    List<TopicPartition> done = new ArrayList<>();
    open.forEach((partition, span) -> {
      long position = consumer.position(partition);
      if (position < span.end()) {
        reached.put(partition, position);
      } else {
        done.add(partition);
      }
    });
    consumer.pause(done);
    done.forEach(open::remove);
    return reached;
  }
}
