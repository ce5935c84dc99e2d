package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
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

/**
 * The source offsets that Connect has stored at the target. Its form: key {@code [connector,
 * {cluster, partition, topic}]}, value {@code {offset}}, the offset being that of the last record
 * copied; a key without a value takes back what was stored.
 */
final class ConnectOffsets {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ConnectOffsets() {}

  /**
   * What is stored for a connector.
   *
   * @param topic the offset storage topic of the worker
   */
  static Map<TopicPartition, Long> read(
      KafkaAccess target, String topic, String connector, Duration timeout) {
    Map<String, Object> properties = new HashMap<>(target.properties());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    String where =
        "reading the mirror's offsets from %s at %s".formatted(topic, target.bootstrapServers());
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return drain(consumer, consumer.endOffsets(partitions), connector, where, timeout);
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  private static Map<TopicPartition, Long> drain(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      String connector,
      String where,
      Duration timeout) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new ModuleFailure(
            Reason.TIMEOUT, where + ": not done within " + timeout.toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        take(record, connector, offsets, where);
      }
    }
    return offsets;
  }

  private static void take(
      ConsumerRecord<byte[], byte @Nullable []> record,
      String connector,
      Map<TopicPartition, Long> offsets,
      String where) {
    try {
      JsonNode key = MAPPER.readTree(record.key());
      if (!key.path(0).asText().equals(connector)) {
        return;
      }
      TopicPartition partition =
          new TopicPartition(
              key.path(1).path("topic").asText(), key.path(1).path("partition").asInt());
      JsonNode offset =
          record.value() == null ? null : MAPPER.readTree(record.value()).path("offset");
      if (offset == null || !offset.isIntegralNumber()) {
        offsets.remove(partition);
      } else {
        offsets.put(partition, offset.asLong());
      }
    } catch (IOException e) {
      throw new ModuleFailure(Reason.CONTRADICTION, where + ": a record there is not Connect's", e);
    }
  }
}
