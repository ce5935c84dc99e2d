package dev.strimzidr.groups;

import static dev.strimzidr.groups.GroupsPair.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions of the groups of one real cluster, kept in another one. */
class KeptGroupsTest {
  private static final GroupsPair PAIR = new GroupsPair("kept");
  private static final String TOPIC = "kept-dr-topic";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  @BeforeAll
  static void write() throws Exception {
    PAIR.make();
    RealKafka.other().topic(PositionsTopic.NAME, Map.of("cleanup.policy", "compact"));
    GroupsPair.fill(SOURCE, TOPIC, List.of(20), false);
  }

  @AfterAll
  static void close() {
    PAIR.close();
  }

  /** There is no topic at first. */
  @Test
  void positionsAreKeptAsTheyChange() throws Exception {
    RealKafka.other().deleteTopic(PositionsTopic.NAME);
    JsonNode none = keep();
    assertThat(none.path("reason").asText()).as(none.toString()).isEqualTo("not_found");
    assertThat(none.path("msg").asText())
        .isEqualTo("dr has no topic strimzi-dr-positions: declare it, as site.yml does");
    RealKafka.other().topic(PositionsTopic.NAME, Map.of("cleanup.policy", "compact"));
    assertThat(kept().taken()).isNull();
    String group = "kept/for ever, \"groß\"";
    PAIR.source()
        .alterConsumerGroupOffsets(group, Map.of(PARTITION, new OffsetAndMetadata(7, "since noon")))
        .all()
        .get();

    assertThat(PAIR.check(options()).path("changed").asBoolean()).isTrue();
    assertThat(kept().taken()).isNull();

    JsonNode first = keep();
    assertThat(first.path("changed").asBoolean()).as(first.toString()).isTrue();
    assertThat(kept().taken()).isEqualTo(first.path("kept_at").asText());
    KeptPositions.Kept kept = Objects.requireNonNull(kept(group));
    assertThat(kept.position().offset()).isEqualTo(7);
    assertThat(kept.position().metadata()).isEqualTo("since noon");
    assertThat(kept.kind()).isEqualTo(GroupKind.CLASSIC);
    assertThat(kept.topicId()).hasSize(22);

    JsonNode again = keep();
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
    assertThat(kept().taken())
        .isEqualTo(again.path("kept_at").asText())
        .isNotEqualTo(first.path("kept_at").asText());

    PAIR.source().deleteConsumerGroups(List.of(group)).all().get();
    assertThat(keep().path("changed").asBoolean()).isTrue();
    assertThat(kept(group)).isNull();
  }

  @Test
  void aPositionIsKeptWithItsPlaceWhereItsNextRecordIsCopied() throws Exception {
    String topic = "kept-dr-placed";
    TopicPartition partition = new TopicPartition(topic, 0);
    GroupsPair.fill(SOURCE, topic, List.of(20), false);
    GroupsPair.fill(GroupsPair.TARGET, topic, List.of(16), true); // a marker behind each record
    PAIR.stored(topic, 15);
    GroupsPair.stand(PAIR.source(), "far behind", topic, Map.of(0, 7L));
    GroupsPair.stand(PAIR.source(), "next", topic, Map.of(0, 16L));
    GroupsPair.stand(PAIR.source(), "ahead", topic, Map.of(0, 19L));

    assertThat(keep().path("changed").asBoolean()).isTrue();
    assertThat(place("far behind", partition)).isEqualTo(14);
    assertThat(place("next", partition)).isNull();
    assertThat(place("ahead", partition)).isNull();

    JsonNode again = keep();
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
    assertThat(place("far behind", partition)).isEqualTo(14);

    GroupsPair.stand(PAIR.source(), "far behind", topic, Map.of(0, 8L));
    assertThat(keep().path("changed").asBoolean()).isTrue();
    assertThat(place("far behind", partition)).isEqualTo(16);

    JsonNode near = PAIR.call(Map.of("state", "kept", "max_offsets", 4));
    assertThat(near.path("changed").asBoolean()).as("a place that is known stays").isFalse();
    GroupsPair.stand(PAIR.source(), "far behind", topic, Map.of(0, 2L));
    assertThat(PAIR.call(Map.of("state", "kept", "max_offsets", 4)).path("changed").asBoolean())
        .isTrue();
    assertThat(place("far behind", partition)).isNull();
  }

  private static @Nullable Long place(String group, TopicPartition partition) {
    KeptPositions.Place place =
        Objects.requireNonNull(kept(group, partition), group + " is not kept").place();
    return place == null ? null : Long.valueOf(place.offset());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from|checkpoints|option from",
        "accept|near|option accept",
        "groups|some|option groups"
      })
  void whatPlacesGroupsKeepsNone(String option, String value, String message) {
    Map<String, Object> options = options();
    options.put(option, option.equals("from") ? value : List.of(value));
    JsonNode answer = PAIR.call(options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains(message);
  }

  private static JsonNode keep() {
    return PAIR.call(options());
  }

  private static Map<String, Object> options() {
    return new HashMap<>(Map.of("state", "kept"));
  }

  private static KeptPositions.@Nullable Kept kept(String group) {
    return kept(group, PARTITION);
  }

  private static KeptPositions.@Nullable Kept kept(String group, TopicPartition partition) {
    return kept().positions().entrySet().stream()
        .filter(
            one -> one.getKey().group().equals(group) && one.getKey().partition().equals(partition))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static KeptPositions kept() {
    KafkaAccess access =
        new KafkaAccess(RealKafka.other().address("plain"), false, List.of(), Optional.empty());
    try (KafkaCluster cluster = new KafkaCluster(access, Duration.ofSeconds(20))) {
      return new PositionsTopic(cluster, "prod").read();
    }
  }
}
