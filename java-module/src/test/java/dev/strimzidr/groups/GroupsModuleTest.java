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

/**
 * One real broker stands for the Kafka of both sites, so a group is at the target where it is at
 * the source.
 */
class GroupsModuleTest {
  private static final String PROD = "groups-prod";
  private static final String DR = "groups-dr";
  private static final String MIRROR = "mirror";
  private static final String TOPIC = DR + "-topic";
  private static final int RECORDS = 50;
  private static final Map<String, Object> KAFKA =
      Map.of("bootstrap.servers", RealKafka.get().address("plain"));
  private static final Admin ADMIN = Admin.create(KAFKA);

  @BeforeAll
  static void write() throws Exception {
    KafkaSite.Given plain = new KafkaSite.Given(RealKafka.get().address("plain"), "", false);
    List.of(PROD, DR).forEach(site -> KafkaSite.create(site, Map.of("plain", plain), Map.of()));
    RealApi.kubectlWith(TestMirror.yaml(DR, MIRROR, PROD, DR, "running"), "apply", "--filename=-");
    ADMIN.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int record = 0; record < RECORDS; record++) {
        assertThat(
                producer
                    .send(new ProducerRecord<>(TOPIC, new byte[] {(byte) record}))
                    .get()
                    .offset())
            .isEqualTo(record);
      }
    }
  }

  @AfterAll
  static void close() {
    ADMIN.close();
  }

  @Test
  void aGroupGoesOnAtItsNextRecord() throws Exception {
    commit("next", 20);
    JsonNode answer = call("next", Map.of());
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(partition(answer).path("placed").asText()).isEqualTo("exact");
    assertThat(partition(answer).path("target").asLong()).isEqualTo(20);
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
  void aGroupWithMembersAtTheTargetIsNamedWhileClientsAreAtWork() {
    Map<String, Object> member = new HashMap<>(KAFKA);
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
      JsonNode answer = call("busy", Map.of("drained", false));
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
      assertThat(answer.path("msg").asText())
          .isEqualTo(
              "Groups could not be carried to dr: group busy has members at the target (Stable): stop them");
    }
  }

  @Test
  void aStepPlacesGroups() {
    JsonNode answer = call("any", Map.of("drained", false, "step", Map.of("name", "groups")));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("step", "drained: false");
  }

  private static void commit(String group, long position) throws Exception {
    ADMIN
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(position)))
        .all()
        .get();
  }

  private static JsonNode call(String group, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.putAll(
        Map.of(
            "source", "prod",
            "name", MIRROR,
            "listener", "plain",
            "user", "nobody",
            "groups", List.of(group)));
    return Modules.call(new GroupsModule(), options);
  }

  private static JsonNode partition(JsonNode answer) {
    return answer.at("/groups/0/partitions/0");
  }
}
