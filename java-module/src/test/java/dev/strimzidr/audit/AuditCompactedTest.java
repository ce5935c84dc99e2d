package dev.strimzidr.audit;

import static dev.strimzidr.audit.AuditPair.SOURCE;
import static dev.strimzidr.audit.AuditPair.STANDBY;
import static dev.strimzidr.audit.AuditPair.record;
import static dev.strimzidr.audit.AuditPair.records;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Compaction takes records at one site that the other still has. */
class AuditCompactedTest {
  private static final int KEYS = 50;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "compact",
          "segment.ms", "100",
          "min.cleanable.dirty.ratio", "0.01",
          "delete.retention.ms", "0");
  private static final Map<String, String> LAZY =
      Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "86400000");

  private static final AuditPair PAIR = new AuditPair("auditcompact");

  @AfterAll
  static void close() {
    PAIR.close();
  }

  @Test
  void whatCompactionTookAtOneSiteIsNoDifference() {
    String topic = topic("one");
    fill(topic, List.of());

    awaitCompacted(SOURCE, topic);
    JsonNode answer = PAIR.audit(topic, Map.of());

    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("partitions").path(0).path("by_key").asBoolean()).isTrue();
    // The tombstone of a key is a record of it, where compaction has not taken that too.
    assertThat(answer.path("compared").asInt()).isBetween(KEYS - 1, KEYS);
    assertThat(PAIR.audit(topic, Map.of("last", 10)).path("ok").asBoolean()).isTrue();
  }

  @Test
  void aKeyWithAnotherValueAndOneThatIsMissingAreFound() {
    String changed = topic("changed");
    fill(changed, List.of(record(changed, 7, "other")));
    JsonNode difference = difference(PAIR.audit(changed, Map.of()));
    assertThat(difference.path("what").asText()).isEqualTo("changed");
    assertThat(difference.path("from_end").isNull()).isTrue();
    assertThat(difference.path("fields")).map(JsonNode::asText).contains("value");

    String missing = topic("missing");
    PAIR.write(SOURCE, records(missing, 0, KEYS));
    PAIR.copy(records(missing, 1, KEYS), missing, KEYS - 1);
    difference = difference(PAIR.audit(missing, Map.of()));
    assertThat(difference.path("what").asText()).isEqualTo("missing");
    assertThat(difference.path("source_offset").asInt()).isZero();
  }

  @Test
  void aKeyThatOnlyTheStandbyHasIsFound() {
    String topic = topic("added");
    PAIR.write(SOURCE, records(topic, 0, KEYS));
    PAIR.copy(records(topic, 0, KEYS + 1), topic, KEYS - 1);
    JsonNode difference = difference(PAIR.audit(topic, Map.of()));
    assertThat(difference.path("what").asText()).isEqualTo("added");
    assertThat(difference.path("standby_offset").asInt()).isEqualTo(KEYS);
  }

  @Test
  void aKeyThatIsNotCopiedYetIsNoDifference() {
    String topic = topic("behind");
    PAIR.write(SOURCE, records(topic, 0, KEYS));
    PAIR.copy(records(topic, 0, KEYS), topic, KEYS - 1);
    PAIR.write(SOURCE, List.of(record(topic, 3, "newer"), record(topic, KEYS, "a new key")));
    JsonNode answer = PAIR.audit(topic, Map.of());
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("behind").asInt()).isEqualTo(2);
  }

  @Test
  void moreKeysThanAreHeldAreNotBelieved() {
    String topic = topic("many");
    PAIR.write(SOURCE, records(topic, 0, KEYS));
    PAIR.copy(records(topic, 0, KEYS), topic, KEYS - 1);
    JsonNode answer = PAIR.audit(topic, Map.of("max_keys", KEYS - 1));
    assertThat(answer.path("ok").asBoolean(true)).isFalse();
    assertThat(answer.path("findings").path(0).path("kind").asText()).isEqualTo("too_many_keys");
    assertThat(PAIR.audit(topic, Map.of("max_keys", KEYS)).path("ok").asBoolean()).isTrue();
  }

  /** The source compacts at once, the standby not at all. */
  private static String topic(String name) {
    String topic = PAIR.topic(name);
    SOURCE.topic(topic, SETTINGS);
    STANDBY.topic(topic, LAZY);
    return topic;
  }

  /**
   * Writes each key three times and a tombstone of the first, and copies all.
   *
   * @param more what the standby has besides
   */
  private static void fill(String topic, List<ProducerRecord<byte[], byte[]>> more) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int key = 0; key < KEYS; key++) {
        records.add(record(topic, key, "round " + round));
      }
    }
    records.add(record(topic, 0, null));
    PAIR.write(SOURCE, records);
    List<ProducerRecord<byte[], byte[]>> copy = new ArrayList<>(records);
    copy.addAll(more);
    PAIR.copy(copy, topic, records.size() - 1);
  }

  /** Compaction leaves the newest segment alone, so that a record later begins another one. */
  private static void awaitCompacted(RealKafka site, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    Awaitility.await("compaction of " + topic)
        .atMost(Duration.ofSeconds(120))
        .until(() -> {
          PAIR.write(site, List.of(record(topic, KEYS + 1, "not copied")));
          try (Consumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  Map.of("bootstrap.servers", site.address("plain")),
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(1)).records(partition).getFirst().offset() > 0;
          }
        });
  }

  private static JsonNode difference(JsonNode answer) {
    assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
    assertThat(answer.path("findings")).hasSize(1);
    assertThat(answer.path("findings").path(0).path("kind").asText()).isEqualTo("difference");
    return answer.path("partitions").path(0).path("difference");
  }
}
