package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics, as they end now. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TopicReader() {}

  /**
   * Hands over every committed record, in the order of each partition.
   *
   * @throws IllegalArgumentException when a topic is not there
   */
  static void read(
      ClientSettings settings,
      List<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<String, Object> fixed =
        Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings.with(Map.of(), fixed),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        var infos = consumer.partitionsFor(topic);
        if (infos.isEmpty()) {
          throw new IllegalArgumentException("there is no topic " + topic);
        }
        infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long position = -1;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!done(consumer, ends)) {
        consumer.poll(POLL).forEach(taker);
        long now = partitions.stream().mapToLong(consumer::position).sum();
        if (now > position) {
          position = now;
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              "nothing came for %d s while topics were read".formatted(PATIENCE.toSeconds()));
        }
      }
    }
  }

  private static boolean done(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
