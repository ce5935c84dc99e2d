package dev.strimzidr.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.mirror.KeptPositions.Kept;
import dev.strimzidr.mirror.KeptPositions.Place;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic in which a target keeps the positions of its source. A record for each
 * position that has changed, with the key {@code [site, group, topic, partition]}; and behind them
 * one with the key {@code [site]}, which says when all of them were looked at.
 */
public final class PositionsTopic {
  /** Never mirrored: each site keeps those of the other one. */
  public static final String NAME = "strimzi-dr-positions";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaCluster target;
  private final String site;

  /**
   * Reads nothing yet.
   *
   * @param site the name of the site whose groups they are
   */
  public PositionsTopic(KafkaCluster target, String site) {
    this.target = target;
    this.site = site;
  }

  /**
   * What is kept.
   *
   * @throws ModuleFailure when there is no such topic
   */
  public KeptPositions read() {
    Map<Checkpoints.Key, Kept> positions = new HashMap<>();
    List<Instant> taken = new ArrayList<>();
    target
        .reader(NAME)
        .read(record -> {
          try {
            take(record, positions, taken);
          } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new ModuleFailure(
                Reason.CONTRADICTION,
                "the topic %s has a record that is no position".formatted(NAME),
                e);
          }
        });
    return new KeptPositions(taken.isEmpty() ? null : taken.getLast(), positions);
  }

  /** What is kept; nothing where the topic is not there yet. */
  public KeptPositions readIfThere() {
    return Answer.ifThere(this::read).orElse(KeptPositions.NONE);
  }

  private void take(
      ConsumerRecord<byte[], byte @Nullable []> record,
      Map<Checkpoints.Key, Kept> positions,
      List<Instant> taken)
      throws IOException {
    JsonNode key = JSON.readTree(record.key());
    byte[] value = record.value();
    if (!key.path(0).asText().equals(site)) {
      return;
    }
    if (key.size() == 1) {
      if (value != null) {
        taken.add(Instant.parse(JSON.readTree(value).path("taken").asText()));
      }
      return;
    }
    Checkpoints.Key whose =
        new Checkpoints.Key(
            key.path(1).asText(), new TopicPartition(key.path(2).asText(), key.path(3).asInt()));
    if (value == null) {
      positions.remove(whose);
    } else {
      positions.put(whose, kept(JSON.readTree(value)));
    }
  }

  private static Kept kept(JsonNode value) {
    return new Kept(
        GroupKind.valueOf(value.path("kind").asText().toUpperCase(Locale.ROOT)),
        new Position(value.path("offset").asLong(), value.path("metadata").asText(), null),
        value.path("topic_id").asText(),
        place(value.path("place")));
  }

  private static @Nullable Place place(JsonNode value) {
    return value.isObject()
        ? new Place(value.path("offset").asLong(), value.path("topic_id").asText())
        : null;
  }

  /**
   * Keeps these instead of others. What is cut off leaves positions that are newer than it is said.
   *
   * @param clusterId the ID of the source's cluster
   */
  public void write(KeptPositions positions, KeptPositions others, String clusterId) {
    String what = "writing %s at %s".formatted(NAME, target.access().bootstrapServers());
    List<ProducerRecord<byte[], byte[]>> changes = new ArrayList<>();
    positions.insteadOf(others).forEach((key, kept) -> changes.add(record(key(key), value(kept))));
    ObjectNode look =
        JSON.createObjectNode()
            .put("taken", String.valueOf(positions.taken()))
            .put("cluster_id", clusterId);
    try (Producer<byte[], byte[]> producer =
        Producers.open(target.access(), target.timeout(), what)) {
      Producers.write(producer, changes, what);
      Producers.write(producer, List.of(record(List.of(site), look)), what);
    }
  }

  private List<Object> key(Checkpoints.Key key) {
    return List.of(site, key.group(), key.partition().topic(), key.partition().partition());
  }

  private static @Nullable ObjectNode value(@Nullable Kept kept) {
    if (kept == null) {
      return null;
    }
    ObjectNode value =
        JSON.createObjectNode()
            .put("offset", kept.position().offset())
            .put("metadata", kept.position().metadata())
            .put("kind", kept.kind().word())
            .put("topic_id", kept.topicId());
    if (kept.place() != null) {
      value
          .putObject("place")
          .put("offset", kept.place().offset())
          .put("topic_id", kept.place().topicId());
    }
    return value;
  }

  private static ProducerRecord<byte[], byte[]> record(
      List<Object> key, @Nullable ObjectNode value) {
    try {
      return new ProducerRecord<>(
          NAME,
          0,
          JSON.writeValueAsBytes(key),
          value == null ? null : JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
