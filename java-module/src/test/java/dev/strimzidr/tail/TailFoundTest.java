package dev.strimzidr.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.testing.Modules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found of a tail, at a real broker. */
class TailFoundTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void prepare() {
    OldSite.createOnce();
  }

  @Test
  void whatIsBehindTheLastCopiedRecordIsTheTail() {
    OldSite.topic("found-plain", 3, Map.of());
    OldSite.write("found-plain", 0, "a", "b", "c", "d");
    OldSite.write("found-plain", 1, "e", "f");
    OldSite.committed("found-ahead", "found-plain", 0, 3);
    OldSite.committed("found-behind", "found-plain", 0, 1);
    Instant before = Instant.now().minusSeconds(60);

    JsonNode answer = OldSite.find("found-plain", OldSite.copied("found-plain", 1L, 1L, null));

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
    assertThat(answer.path("records").asLong()).isEqualTo(2);
    assertThat(answer.path("bytes").asLong()).isEqualTo(2);
    assertThat(answer.path("problems")).isEmpty();
    assertThat(answer.path("partitions")).hasSize(1);
    JsonNode partition = answer.path("partitions").path(0);
    assertThat(places(answer)).containsExactly("found-plain-0: 2..3, 2 records");
    assertThat(partition.path("problem").isNull()).isTrue();
    assertThat(Instant.parse(partition.path("oldest").asText())).isAfter(before);
    assertThat(Instant.parse(partition.path("newest").asText()))
        .isAfterOrEqualTo(partition.path("oldest").asText());
    assertThat(answer.path("groups"))
        .containsExactly(
            tree(
                """
                {"group": "found-ahead", "topic": "found-plain", "partition": 0, "position": 3, "read": 1}
                """));
  }

  @Test
  void onlyCommittedRecordsAreTail() {
    OldSite.topic("found-transactions", 1, Map.of());
    try (Producer<byte[], byte[]> producer = OldSite.transactional("found")) {
      producer.beginTransaction();
      OldSite.send(producer, "found-transactions", 0, "copied"); // 0, the marker at 1
      Producers.commit(producer);
      producer.beginTransaction();
      OldSite.send(producer, "found-transactions", 0, "no", "no"); // 2, 3, the marker at 4
      producer.abortTransaction();
      producer.beginTransaction();
      OldSite.send(producer, "found-transactions", 0, "yes"); // 5, the marker at 6
      Producers.commit(producer);
      OldSite.awaitEnded("found-transactions");
    }

    JsonNode all = OldSite.find("found-transactions", OldSite.copied("found-transactions", 0L));
    JsonNode nothing = OldSite.find("found-transactions", OldSite.copied("found-transactions", 5L));

    assertThat(places(all)).containsExactly("found-transactions-0: 5..5, 1 records");
    assertThat(all.path("problems")).isEmpty();
    assertThat(nothing.path("partitions")).as(nothing.toString()).isEmpty();
    assertThat(nothing.path("records").asLong()).isZero();
  }

  @Test
  void recordsOfAnOpenTransactionAreNeitherFoundNorLost() {
    OldSite.topic("found-open", 1, Map.of());
    OldSite.write("found-open", 0, "a", "b");
    try (Producer<byte[], byte[]> producer = OldSite.transactional("found-open")) {
      producer.beginTransaction();
      OldSite.send(producer, "found-open", 0, "c");
      OldSite.write("found-open", 0, "d");

      JsonNode open = OldSite.find("found-open", OldSite.copied("found-open", 0L));

      assertThat(places(open)).containsExactly("found-open-0: 1..1, 1 records");
      assertThat(open.path("partitions").path(0).path("problem").asText())
          .contains("a transaction is open", "2 offsets from 2 on")
          .contains("neither exported nor lost");
      assertThat(open.path("lost_to_retention").asLong()).isZero();
      producer.abortTransaction();
      OldSite.awaitEnded("found-open");
    }

    JsonNode ended = OldSite.find("found-open", OldSite.copied("found-open", 0L));

    assertThat(places(ended)).containsExactly("found-open-0: 1..3, 2 records");
    assertThat(ended.path("problems")).isEmpty();
  }

  @Test
  void holesOfCompactionAreFine() {
    OldSite.topic(
        "found-compacted",
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "1",
            "min.cleanable.dirty.ratio", "0.001"));
    try (Producer<byte[], byte[]> producer = OldSite.producer(Map.of())) {
      for (int i = 0; i < 20; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>("found-compacted", OldSite.bytes("key"), OldSite.bytes("v")));
        producer.flush();
      }
    }

    // The cleaner takes its time; each look is at the same log.
    List<String> seen = new ArrayList<>();
    Awaitility.await("holes")
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          JsonNode answer = OldSite.find("found-compacted", OldSite.copied("found-compacted", 4L));
          assertThat(answer.path("problems")).as(answer.toString()).isEmpty();
          seen.clear();
          seen.addAll(places(answer));
          return answer.path("records").asInt() < 15;
        });
    assertThat(seen).hasSize(1).allMatch(place -> place.contains("..19, "));
  }

  @Test
  void aTopicAndAPartitionThatNobodyKnewAreTailFromTheirStart() {
    OldSite.topic("found-new", 1, Map.of());
    OldSite.topic("found-new-partition", 2, Map.of());
    OldSite.topic("found-new-left-out", 1, Map.of());
    OldSite.write("found-new", 0, "a", "b");
    OldSite.write("found-new-partition", 0, "a");
    OldSite.write("found-new-partition", 1, "b");
    OldSite.write("found-new-left-out", 0, "c");

    JsonNode answer =
        Modules.call(
            new TailModule(),
            OldSite.options(
                "found-new.*",
                OldSite.copied("found-new-partition", 0L),
                Map.of("topics_exclude", ".*-left-out")));

    assertThat(places(answer))
        .containsExactly("found-new-0: 0..1, 2 records", "found-new-partition-1: 0..0, 1 records");
    assertThat(answer.path("topics_left_out")).contains(tree("\"found-new-left-out\""));
  }

  @Test
  void whatRetentionTookIsCounted() {
    OldSite.topic("found-hole", 1, Map.of());
    OldSite.write("found-hole", 0, "a", "b", "c", "d", "e", "f");
    OldSite.deleteBefore("found-hole", 0, 4);

    JsonNode answer = OldSite.find("found-hole", OldSite.copied("found-hole", 0L));

    assertThat(places(answer)).containsExactly("found-hole-0: 4..5, 2 records");
    assertThat(answer.path("lost_to_retention").asLong()).isEqualTo(3);
    assertThat(answer.path("partitions").path(0).path("lost_to_retention").asLong()).isEqualTo(3);
    assertThat(answer.path("partitions").path(0).path("problem").asText())
        .contains("retention deleted 3 offsets from 1 on");
  }

  @Test
  void aLogThatEndsBeforeTheLastCopiedRecordIsAProblem() {
    OldSite.topic("found-cut", 1, Map.of());
    OldSite.write("found-cut", 0, "a", "b");

    JsonNode answer =
        OldSite.find(
            "found-cut",
            OldSite.points(
                Map.of(
                    "found-cut", Map.of("copied", List.of(9), "ends", List.of(10)),
                    "found-gone", Map.of("copied", List.of(3), "ends", List.of(4)))));

    assertThat(places(answer))
        .containsExactly(
            "found-cut-0: null..null, 0 records", "found-gone-0: null..null, 0 records");
    assertThat(answer.path("partitions").path(0).path("problem").asText())
        .contains("the log ends at 2, and was copied up to offset 9");
    assertThat(answer.path("partitions").path(1).path("problem").asText())
        .contains("it was copied up to offset 3, and is not there any more");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                      | option fork_points.from is required
          {"from": "prod", "to": "dr", "at": "monday", "topics": {}}              | option fork_points.at: given is 'monday', allowed is a time
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": []} | option fork_points.topics is not a
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": [1]}} | option fork_points.topics.t: given is a list, allowed is a mapping
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": {"copied": [1]}}} | option fork_points.topics.t: given is a mapping with [copied]
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": {"copied": [1, "x"], "ends": [2, 3]}}} | option fork_points.topics.t.copied[1]: given is 'x', allowed is an offset from 0, or null
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": {"copied": [-1], "ends": [2]}}} | option fork_points.topics.t.copied[0]: given is '-1'
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": {"copied": [1], "ends": [null]}}} | option fork_points.topics.t.ends[0]: given is nothing
          {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z", "topics": {"t": {"copied": 7, "ends": []}}} | option fork_points.topics.t.copied: given is '7', allowed is a list
          {"from": "dr", "to": "prod", "at": "2026-01-31T12:00:00Z", "topics": {}} | option fork_points: given are those of a move from dr to prod
          """)
  void forkPointsOfAnotherShapeAreRefusedByTheirPath(String forkPoints, String message)
      throws Exception {
    Map<String, Object> given = new java.util.HashMap<>();
    JSON.readerForUpdating(given).readValue(forkPoints);

    JsonNode answer = OldSite.find("nothing", given);

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains(message);
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    JsonNode answer = OldSite.find("found-(", OldSite.points(Map.of()));

    assertThat(answer.path("reason").asText()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("options topics, topics_exclude", "found-(");
  }

  private static List<String> places(JsonNode answer) {
    List<String> places = new ArrayList<>();
    answer
        .path("partitions")
        .forEach(part ->
            places.add(
                "%s-%d: %s..%s, %d records"
                    .formatted(
                        part.path("topic").asText(),
                        part.path("partition").asInt(),
                        part.path("first").asText(),
                        part.path("last").asText(),
                        part.path("records").asLong())));
    return places;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
