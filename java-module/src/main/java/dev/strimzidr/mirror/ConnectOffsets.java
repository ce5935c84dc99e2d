package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.TopicReader;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The source offsets that Connect has stored at the target. Its form: key {@code [connector,
 * {cluster, partition, topic}]}, value {@code {offset}}, the offset being that of the last record
 * copied; a key without a value takes back what was stored.
 */
public final class ConnectOffsets {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TopicReader reader;
  private final String connector;
  private final Map<TopicPartition, Long> stored = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param topic the offset storage topic of the worker
   * @param connector whose offsets
   */
  public ConnectOffsets(KafkaCluster target, String topic, String connector) {
    this.reader = target.reader(topic);
    this.connector = connector;
  }

  /** Those of the source connector of a KafkaMirrorMaker2, which says where they are. */
  public static ConnectOffsets of(JsonNode mirror, KafkaCluster target) {
    return new ConnectOffsets(
        target, MirrorSpec.offsetTopic(mirror), MirrorSpec.sourceConnector(mirror));
  }

  /** What is stored now. The topic has a record for each commit, so each is read once only. */
  public Map<TopicPartition, Long> read() {
    reader.read(this::take);
    return Map.copyOf(stored);
  }

  private void take(ConsumerRecord<byte[], byte @Nullable []> record) {
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
        stored.remove(partition);
      } else {
        stored.put(partition, offset.asLong());
      }
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the offset topic %s of the mirror has a record that is not Connect's"
              .formatted(record.topic()),
          e);
    }
  }
}
