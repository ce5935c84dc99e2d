package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two real clusters, between which the test is the mirror. */
class GroupsModuleTest {
  private static final String PROD = "groups-prod";
  private static final String DR = "groups-dr";
  private static final String MIRROR = "mirror";
  private static final String TOPIC = DR + "-topic";
  private static final int RECORDS = 50;

  /** How many records the partitions of the other topics have. */
  private static final List<Integer> LENGTHS = List.of(0, 1, 30, 60, 130);

  private static final Map<String, Object> SOURCE = client(RealKafka.get());
  private static final Map<String, Object> TARGET = client(RealKafka.other());
  private static final Admin ADMIN = Admin.create(SOURCE);
  private static final Admin TARGET_ADMIN = Admin.create(TARGET);

  @BeforeAll
  static void write() throws Exception {
    KafkaSite.create(PROD, Map.of("plain", given(RealKafka.get())), Map.of());
    KafkaSite.create(DR, Map.of("plain", given(RealKafka.other())), Map.of());
    RealApi.kubectlWith(TestMirror.yaml(DR, MIRROR, PROD, DR, "running"), "apply", "--filename=-");
    for (Map<String, Object> client : List.of(SOURCE, TARGET)) {
      fill(client, TOPIC, List.of(RECORDS), false);
    }
  }

  private static Map<String, Object> client(RealKafka kafka) {
    return Map.of("bootstrap.servers", kafka.address("plain"));
  }

  private static KafkaSite.Given given(RealKafka kafka) {
    return new KafkaSite.Given(kafka.address("plain"), "", false);
  }

  @AfterAll
  static void close() {
    ADMIN.close();
    TARGET_ADMIN.close();
  }

  @Test
  void aGroupGoesOnAtItsNextRecord() throws Exception {
    commit("next", 20);
    JsonNode answer = call("next", Map.of());
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(partition(answer).path("placed").asText()).isEqualTo("exact");
    assertThat(partition(answer).path("target").asLong()).isEqualTo(20);
  }

  /**
   * With each record a transaction of its own, it stands at an even offset, its marker behind it.
   */
  @Test
  void holesAtTheSourceAreNotCounted() throws Exception {
    String topic = DR + "-holes-at-source";
    fill(SOURCE, topic, LENGTHS, true);
    fill(TARGET, topic, LENGTHS, false);
    // The last group has read all but the last record, and stands at the marker before it.
    commit("source-beginning", topic, length -> 0);
    commit("source-last", topic, length -> Math.max(0, 2L * length - 3));
    assertThat(placed("source-beginning", "source-last"))
        .containsEntry("source-beginning", each(length -> 0))
        .containsEntry("source-last", each(length -> Math.max(0, length - 1)));
  }

  @Test
  void holesAtTheTargetAreNotCounted() throws Exception {
    String topic = DR + "-holes-at-target";
    fill(SOURCE, topic, LENGTHS, false);
    fill(TARGET, topic, LENGTHS, true);
    commit("target-beginning", topic, length -> 0);
    commit("target-last", topic, length -> Math.max(0, length - 1));
    assertThat(placed("target-beginning", "target-last"))
        .containsEntry("target-beginning", each(length -> 0))
        .containsEntry("target-last", each(length -> Math.max(0, 2L * length - 2)));
  }

  @Test
  void beforeTheMirrorIsDrainedNoPlaceIsLookedFor() throws Exception {
    commit("early", 20);
    JsonNode answer = call("early", Map.of("drained", false, "max_offsets", 30));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(partition(answer).path("placed").asText()).isEqualTo("not_yet");
    assertThat(partition(answer).path("target").isNull()).isTrue();
  }

  @Test
  void aGroupThatIsTooFarBehindIsNamedWhileClientsAreAtWork() throws Exception {
    commit("late", 20);
    JsonNode answer = call("late", Map.of("drained", false, "max_offsets", 29));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
    assertThat(answer.path("msg").asText())
        .isEqualTo(
            "Groups could not be carried to dr: group late, groups-dr-topic-0: "
                + "it is 30 offsets behind the end, and 29 are looked at (max_offsets)");
  }

  @Test
  void aGroupWithMembersAtTheTargetIsNamedWhileClientsAreAtWork() throws Exception {
    Map<String, Object> member = new HashMap<>(TARGET);
    member.put("group.id", "busy");
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(Set.of(TOPIC));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return !consumer.assignment().isEmpty();
          });
      consumer.commitSync();
      commit("busy", 20);
      JsonNode answer = call("busy", Map.of("drained", false));
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
      assertThat(answer.path("msg").asText())
          .isEqualTo(
              "Groups could not be carried to dr: group busy has members at the target (Stable): stop them, or wait until those that have left by a move are forgotten");
    }
  }

  @Test
  void aStepPlacesGroups() {
    JsonNode answer = call("any", Map.of("drained", false, "step", Map.of("name", "groups")));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("step", "drained: false");
  }

  /** Where the groups are placed by partition, and are then found to be. */
  private static Map<String, Map<Integer, Long>> placed(String... groups) throws Exception {
    JsonNode answer = call(List.of(groups), Map.of());
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    Map<String, Map<Integer, Long>> placed = new HashMap<>();
    for (JsonNode group : answer.path("groups")) {
      Map<Integer, Long> partitions = new TreeMap<>();
      for (JsonNode partition : group.path("partitions")) {
        assertThat(partition.path("placed").asText()).isEqualTo("exact");
        partitions.put(partition.path("partition").asInt(), partition.path("target").asLong());
      }
      placed.put(group.path("group").asText(), partitions);
    }
    for (String group : groups) {
      assertThat(committed(group)).isEqualTo(placed.get(group));
    }
    return placed;
  }

  private static Map<Integer, Long> each(IntToLongFunction offset) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (int partition = 0; partition < LENGTHS.size(); partition++) {
      offsets.put(partition, offset.applyAsLong(LENGTHS.get(partition)));
    }
    return offsets;
  }

  private static void fill(
      Map<String, Object> client, String topic, List<Integer> lengths, boolean transactional)
      throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, lengths.size(), (short) 1))).all().get();
    }
    Map<String, Object> settings = new HashMap<>(client);
    if (transactional) {
      settings.put("transactional.id", topic);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (transactional) {
        producer.initTransactions();
      }
      for (int partition = 0; partition < lengths.size(); partition++) {
        for (int record = 0; record < lengths.get(partition); record++) {
          if (transactional) {
            producer.beginTransaction();
          }
          byte[] value = {(byte) partition, (byte) record};
          assertThat(
                  producer.send(new ProducerRecord<>(topic, partition, null, value)).get().offset())
              .isEqualTo(transactional ? 2L * record : record);
          if (transactional) {
            producer.commitTransaction();
          }
        }
      }
    }
  }

  /** Where a group stands at the target. */
  private static Map<Integer, Long> committed(String group) throws Exception {
    Map<Integer, Long> committed = new TreeMap<>();
    TARGET_ADMIN
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
    return committed;
  }

  private static void commit(String group, String topic, IntToLongFunction position)
      throws Exception {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    each(position)
        .forEach((partition, offset) ->
            positions.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    ADMIN.alterConsumerGroupOffsets(group, positions).all().get();
  }

  private static void commit(String group, long position) throws Exception {
    ADMIN
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(position)))
        .all()
        .get();
  }

  private static JsonNode call(String group, Map<String, Object> more) {
    return call(List.of(group), more);
  }

  private static JsonNode call(List<String> groups, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.putAll(
        Map.of(
            "source", "prod",
            "name", MIRROR,
            "listener", "plain",
            "user", "nobody",
            "groups", groups));
    return Modules.call(new GroupsModule(), options);
  }

  private static JsonNode partition(JsonNode answer) {
    return answer.at("/groups/0/partitions/0");
  }
}
