package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaCluster;
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

  private ConnectOffsets() {}

  /**
   * What is stored for a connector.
   *
   * @param topic the offset storage topic of the worker
   */
  public static Map<TopicPartition, Long> read(
      KafkaCluster target, String topic, String connector) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    target.readWhole(topic, record -> take(record, connector, offsets));
    return offsets;
  }

  /** What is stored for the source connector of a KafkaMirrorMaker2, which says where. */
  static Map<TopicPartition, Long> of(JsonNode mirror, KafkaCluster target) {
    return read(target, MirrorSpec.offsetTopic(mirror), MirrorSpec.sourceConnector(mirror));
  }

  private static void take(
      ConsumerRecord<byte[], byte @Nullable []> record,
      String connector,
      Map<TopicPartition, Long> offsets) {
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
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the offset topic %s of the mirror has a record that is not Connect's"
              .formatted(record.topic()),
          e);
    }
  }
}
