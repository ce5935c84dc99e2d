package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads small, compacted topics from their beginning to the end that they have now. */
public final class WholeTopics implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final Duration timeout;
  private final String address;

  /** Takes one record after another, in the order of each partition. */
  public interface Taker {
    void take(ConsumerRecord<byte[], byte @Nullable []> record);
  }

  WholeTopics(KafkaAccess access, Duration timeout) {
    this.timeout = timeout;
    this.address = access.bootstrapServers();
    consumer =
        Consumers.open(
            access,
            timeout,
            Map.of(
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            "connecting to " + address);
  }

  /**
   * Hands over every committed record.
   *
   * @throws ModuleFailure when the topic is not there, or the time is not enough
   */
  void read(String topic, Taker taker) {
    String where = "reading %s at %s".formatted(topic, address);
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new ModuleFailure(Reason.NOT_FOUND, where + ": there is no such topic");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!done(ends)) {
        if (System.nanoTime() > deadline) {
          throw new ModuleFailure(
              Reason.TIMEOUT, where + ": not done within " + timeout.toSeconds() + " s");
        }
        consumer.poll(Duration.ofMillis(100)).forEach(taker::take);
      }
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  private boolean done(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
