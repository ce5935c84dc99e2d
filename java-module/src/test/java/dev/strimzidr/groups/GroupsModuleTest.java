package dev.strimzidr.groups;

import static dev.strimzidr.groups.GroupsPair.SOURCE;
import static dev.strimzidr.groups.GroupsPair.TARGET;
import static dev.strimzidr.groups.GroupsPair.fill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two real clusters, between which the test is the mirror. */
class GroupsModuleTest {
  private static final String DR = "groups-dr";
  private static final String TOPIC = DR + "-topic";
  private static final int RECORDS = 50;

  /** How many records the partitions of the other topics have. */
  private static final List<Integer> LENGTHS = List.of(0, 1, 30, 60, 130);

  private static final GroupsPair PAIR = new GroupsPair("groups");

  @BeforeAll
  static void write() throws Exception {
    PAIR.make();
    for (Map<String, Object> client : List.of(SOURCE, TARGET)) {
      fill(client, TOPIC, List.of(RECORDS), false);
    }
  }

  @AfterAll
  static void close() {
    PAIR.close();
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
  void whileClientsAreAtWorkItsPlaceIsFoundAndNothingIsSet() throws Exception {
    commit("early", 20);
    JsonNode answer = call("early", Map.of("drained", false, "max_offsets", 30));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(partition(answer).path("placed").asText()).isEqualTo("exact");
    assertThat(partition(answer).path("target").asLong()).isEqualTo(20);
    assertThat(PAIR.committed("early")).isEmpty();
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

  /** Where the groups are placed by partition, and are then found to be. */
  private static Map<String, Map<Integer, Long>> placed(String... groups) throws Exception {
    JsonNode answer = PAIR.call(List.of(groups), Map.of());
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
      assertThat(PAIR.committed(group)).isEqualTo(placed.get(group));
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

  private static void commit(String group, String topic, IntToLongFunction position)
      throws Exception {
    GroupsPair.stand(PAIR.source(), group, topic, each(position));
  }

  private static void commit(String group, long position) throws Exception {
    GroupsPair.stand(PAIR.source(), group, TOPIC, Map.of(0, position));
  }

  private static JsonNode call(String group, Map<String, Object> more) {
    return PAIR.call(List.of(group), more);
  }

  private static JsonNode partition(JsonNode answer) {
    return answer.at("/groups/0/partitions/0");
  }
}
