package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a small, compacted topic from its beginning to the end that it has now. */
final class WholeTopic {

  /** Takes one record after another, in the order of each partition. */
  interface Taker {
    void take(ConsumerRecord<byte[], byte @Nullable []> record);
  }

  private WholeTopic() {}

  /**
   * Hands over every committed record.
   *
   * @throws ModuleFailure when the topic is not there, or the time is not enough
   */
  static void read(KafkaAccess access, String topic, Duration timeout, Taker taker) {
    String where = "reading %s at %s".formatted(topic, access.bootstrapServers());
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
      while (!done(consumer, ends)) {
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

  private static boolean done(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
