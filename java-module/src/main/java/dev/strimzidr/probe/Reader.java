package dev.strimzidr.probe;

import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Waits for one record. */
final class Reader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final String what;
  private final String where;
  private final Duration timeout;

  private Reader(Consumer<byte[], byte[]> consumer, String topic, String where, Duration timeout) {
    this.consumer = consumer;
    this.what = "reading topic %s at %s".formatted(topic, where);
    this.where = "in topic %s at %s".formatted(topic, where);
    this.timeout = timeout;
  }

  /** Opens one at the end of every partition, so that what is written from now on is seen. */
  static Reader atEnd(Clients clients, String topic) {
    Consumer<byte[], byte[]> consumer = clients.consumer();
    Reader reader =
        new Reader(consumer, topic, clients.access().bootstrapServers(), clients.timeout());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      return reader;
    } catch (KafkaException e) {
      reader.close();
      throw KafkaErrors.of(e, reader.what);
    }
  }

  TopicPartition await(String id) {
    byte[] wanted = id.getBytes(StandardCharsets.US_ASCII);
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (Arrays.equals(record.key(), wanted)) {
            return new TopicPartition(record.topic(), record.partition());
          }
        }
      }
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
    throw new ModuleFailure(
        Reason.TIMEOUT,
        "The record did not arrive %s within %d s".formatted(where, timeout.toSeconds()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
