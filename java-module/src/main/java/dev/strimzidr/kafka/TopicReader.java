package dev.strimzidr.kafka;

import dev.strimzidr.module.Answer;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small, compacted topic from its beginning to the end that it has now, and then on from
 * there. Readers of one cluster share a consumer and are used from one thread.
 */
public final class TopicReader {
  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final String where;
  private final Duration timeout;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /** Takes one record after another, in the order of each partition. */
  public interface Taker {
    void take(ConsumerRecord<byte[], byte @Nullable []> record);
  }

  TopicReader(Consumer<byte[], byte[]> consumer, String topic, String where, Duration timeout) {
    this.consumer = consumer;
    this.topic = topic;
    this.where = where;
    this.timeout = timeout;
  }

  static Consumer<byte[], byte[]> consumer(KafkaAccess access, Duration timeout) {
    return Consumers.open(
        access,
        timeout,
        Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        "connecting to " + access.bootstrapServers());
  }

  /**
   * Hands over every committed record that it has not handed over before.
   *
   * @throws ModuleFailure when the topic is not there, or the time is not enough
   */
  public void read(Taker taker) {
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
      next.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!done(ends)) {
        if (System.nanoTime() > deadline) {
          throw new ModuleFailure(
              Reason.TIMEOUT, where + ": not done within " + timeout.toSeconds() + " s");
        }
        consumer.poll(Duration.ofMillis(100)).forEach(taker::take);
      }
      partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  /**
   * The same, or nothing where the topic is not there.
   *
   * @return whether it is there
   * @throws ModuleFailure when the time is not enough
   */
  public boolean readIfThere(Taker taker) {
    return Answer.ifThere(
            () -> {
              read(taker);
              return true;
            })
        .isPresent();
  }

  private boolean done(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
