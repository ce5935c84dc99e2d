package dev.strimzidr.groups;

import static dev.strimzidr.groups.GroupsPair.SOURCE;
import static dev.strimzidr.groups.GroupsPair.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Groups whose next record one of two real clusters does not have, or that are past it. */
class GroupsLeftBehindTest {
  private static final GroupsPair PAIR = new GroupsPair("groups-left");
  private static final String TOPIC = "groups-left-dr-topic";
  private static final List<Integer> RECORDS = List.of(50);

  @BeforeAll
  static void make() throws Exception {
    PAIR.make();
    fillBoth(TOPIC);
  }

  @AfterAll
  static void close() {
    PAIR.close();
  }

  @Test
  void aGroupThatSomebodyHasSetBackIsSetBackAtTheTargetToo() throws Exception {
    GroupsPair.stand(PAIR.source(), "set-back", TOPIC, Map.of(0, 20L));
    GroupsPair.stand(PAIR.target(), "set-back", TOPIC, Map.of(0, 30L));

    JsonNode planned = call(Map.of("drained", false), "set-back");
    assertThat(changed(planned)).isFalse();
    assertThat(planned.at("/groups/0/partitions/0/target").asLong()).isEqualTo(20);
    assertThat(planned.at("/groups/0/partitions/0/backwards").asLong()).isEqualTo(10);
    assertThat(planned.at("/notes/0").asText())
        .isEqualTo(
            "group set-back, groups-left-dr-topic-0: it was set back at the source, and is set back by 10 offsets at the target");
    assertThat(PAIR.committed("set-back")).containsExactly(Map.entry(0, 30L));

    assertThat(changed(call(Map.of(), "set-back"))).isTrue();
    assertThat(PAIR.committed("set-back")).containsExactly(Map.entry(0, 20L));
    assertThat(changed(call(Map.of(), "set-back"))).isFalse();
  }

  @Test
  void aGroupBehindTheEndOfTheLogGoesOnAtTheEnd() throws Exception {
    GroupsPair.stand(PAIR.source(), "behind-the-end", TOPIC, Map.of(0, 80L));

    JsonNode placed = call(Map.of(), "behind-the-end");
    assertThat(changed(placed)).isTrue();
    assertThat(placed.at("/groups/0/partitions/0/placed").asText()).isEqualTo("end");
    assertThat(placed.at("/notes/0").asText())
        .contains("it stands 30 offsets behind the end of the log at the source");
    assertThat(PAIR.committed("behind-the-end")).containsExactly(Map.entry(0, 50L));
  }

  @Test
  void whatWasCommittedWithAPositionComesAlong() throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    PAIR.source()
        .alterConsumerGroupOffsets(
            "with-metadata", Map.of(partition, new OffsetAndMetadata(20, "since noon")))
        .all()
        .get();
    GroupsPair.stand(PAIR.target(), "with-metadata", TOPIC, Map.of(0, 20L));

    assertThat(changed(call(Map.of(), "with-metadata"))).isTrue();
    assertThat(
            PAIR.target()
                .listConsumerGroupOffsets("with-metadata")
                .partitionsToOffsetAndMetadata()
                .get())
        .containsExactly(Map.entry(partition, new OffsetAndMetadata(20, "since noon")));
    assertThat(changed(call(Map.of(), "with-metadata"))).isFalse();
  }

  @Test
  void aPositionInATopicThatOnlyTheTargetHasIsNoObstacle() throws Exception {
    String topic = "groups-left-dr-gone";
    fillBoth(topic);
    GroupsPair.stand(PAIR.source(), "of-a-topic-that-goes", topic, Map.of(0, 20L));
    PAIR.source().deleteTopics(List.of(topic)).all().get();

    // Kafka forgets the position with the topic, but not at once.
    assertThat(changed(call(Map.of(), "of-a-topic-that-goes"))).isFalse();
  }

  @Test
  void aTopicThatTheTargetDoesNotHaveIsNamed() throws Exception {
    String topic = "groups-left-dr-only-here";
    GroupsPair.fill(SOURCE, topic, RECORDS, false);
    GroupsPair.stand(PAIR.source(), "only-here", topic, Map.of(0, 20L));

    assertThat(refusal(call(Map.of("drained", false), "only-here")))
        .isEqualTo(
            "Groups could not be carried to dr: group only-here, groups-left-dr-only-here-0: the target has no such partition");
  }

  @Test
  void aGroupIsPlannedWhileRecordsAreNotCopiedYet() throws Exception {
    String topic = "groups-left-dr-lagging";
    GroupsPair.fill(SOURCE, topic, List.of(250, 50), false);
    GroupsPair.fill(TARGET, topic, List.of(30, 0), true);
    GroupsPair.stand(PAIR.source(), "lagging", topic, Map.of(0, 20L, 1, 20L));
    GroupsPair.stand(PAIR.source(), "waits", topic, Map.of(0, 240L));

    JsonNode planned = call(Map.of("drained", false), "lagging");
    assertThat(changed(planned)).isFalse();
    assertThat(planned.findValuesAsText("placed")).containsExactly("exact", "not_yet");
    assertThat(planned.findValuesAsText("target")).containsExactly("40", "null");
    assertThat(planned.path("notes")).hasSize(1);

    JsonNode waits = call(Map.of("drained", false), "waits");
    assertThat(waits.findValuesAsText("target")).as(waits.toString()).containsExactly("60");
    // As if it were drained, the same is refused.
    assertThat(refusal(call(Map.of(), "waits"))).contains("the logs differ 0 records");
  }

  @Test
  void aMirrorThatIsFarBehindIsNoObstacleOfGroups() throws Exception {
    String topic = "groups-left-dr-far";
    GroupsPair.fill(SOURCE, topic, List.of(250), false);
    GroupsPair.fill(TARGET, topic, List.of(30), false);
    GroupsPair.stand(PAIR.source(), "far", topic, Map.of(0, 240L));
    PAIR.stored(topic, 29);

    JsonNode near = call(Map.of("drained", false, "max_offsets", 221), "far");
    assertThat(near.findValuesAsText("target")).as(near.toString()).containsExactly("30");

    JsonNode far = call(Map.of("drained", false, "max_offsets", 220), "far");
    assertThat(changed(far)).isFalse();
    assertThat(far.at("/notes/0").asText())
        .isEqualTo(
            "group far, groups-left-dr-far-0: the mirror is more than the 220 offsets behind that are looked at (max_offsets), so its place is not known");
  }

  @Test
  void aGroupWhoseNextRecordRetentionHasTakenGoesOnAtTheFirstThatIsLeft() throws Exception {
    String topic = "groups-left-dr-retention";
    fillBoth(topic);
    PAIR.target()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(30)))
        .all()
        .get();
    GroupsPair.stand(PAIR.source(), "in-the-hole", topic, Map.of(0, 20L));
    GroupsPair.stand(PAIR.source(), "behind-the-hole", topic, Map.of(0, 40L));

    assertThat(changed(call(Map.of(), "in-the-hole", "behind-the-hole"))).isTrue();
    assertThat(PAIR.committed("in-the-hole")).containsExactly(Map.entry(0, 30L));
    assertThat(PAIR.committed("behind-the-hole")).containsExactly(Map.entry(0, 40L));
  }

  @Test
  void whereCompactionHasTakenOtherRecordsAGroupGoesOnAtTheNextThatItWouldRead() throws Exception {
    String topic = "groups-left-dr-compacted";
    RealKafka.get()
        .topic(
            topic,
            Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "60000",
                "min.cleanable.dirty.ratio", "0.001"));
    // All in one segment, which is not compacted yet.
    RealKafka.other().topic(topic, Map.of("cleanup.policy", "compact"));
    writeVersions(SOURCE, topic);
    writeVersions(TARGET, topic);
    Awaitility.await("the source is compacted")
        .atMost(Duration.ofSeconds(60))
        .until(() -> offsets(SOURCE, topic).equals(List.of(0L, 3L, 4L, 5L)));
    assertThat(offsets(TARGET, topic)).hasSize(6);
    GroupsPair.stand(PAIR.source(), "beside", topic, Map.of(0, 4L));
    GroupsPair.stand(PAIR.source(), "done", topic, Map.of(0, 6L));
    GroupsPair.stand(PAIR.source(), "in-between", topic, Map.of(0, 2L));

    JsonNode placed = call(Map.of(), "beside", "done", "in-between");
    assertThat(changed(placed)).isTrue();
    assertThat(placed.findValuesAsText("placed")).containsExactly("exact", "exact", "exact");
    assertThat(PAIR.committed("beside")).containsExactly(Map.entry(0, 4L));
    assertThat(PAIR.committed("done")).containsExactly(Map.entry(0, 6L));
    assertThat(PAIR.committed("in-between")).containsExactly(Map.entry(0, 3L));
  }

  private static JsonNode call(Map<String, Object> more, String... groups) {
    return PAIR.call(List.of(groups), more);
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
    return answer.path("msg").asText();
  }

  private static boolean changed(JsonNode answer) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer.path("changed").asBoolean();
  }

  private static void fillBoth(String topic) throws Exception {
    GroupsPair.fill(SOURCE, topic, RECORDS, false);
    GroupsPair.fill(TARGET, topic, RECORDS, false);
  }

  /** Keys that come again, one without a value at last; the last record is of a later segment. */
  private static void writeVersions(Map<String, Object> client, String topic) throws Exception {
    Instant early = Instant.now().minus(Duration.ofHours(2));
    Instant late = early.plus(Duration.ofHours(1));
    try (Producer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      write(producer, topic, early, "once", "1");
      write(producer, topic, early, "removed", "1");
      write(producer, topic, early, "twice", "1");
      write(producer, topic, early, "removed", null);
      write(producer, topic, early, "twice", "2");
      write(producer, topic, late, "last", "1");
    }
  }

  private static void write(
      Producer<String, String> producer,
      String topic,
      Instant at,
      String key,
      @Nullable String value)
      throws Exception {
    Object unused =
        producer.send(new ProducerRecord<>(topic, 0, at.toEpochMilli(), key, value)).get();
  }

  /** Which offsets still have a record. */
  private static List<Long> offsets(Map<String, Object> client, String topic) {
    List<Long> offsets = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> offsets.add(record.offset()));
      }
    }
    return offsets;
  }
}
