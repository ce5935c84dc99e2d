package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.testing.Follower;
import dev.strimzidr.testing.RealKafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One real cluster stands for both sites: what the mirror has copied is in its offsets topic. */
class DrainTest {
  private static final RealKafka KAFKA = RealKafka.get();
  private static final String TOPIC = "drained";
  private static final String OFFSETS = "drained-offsets";

  private JsonNode connect = MissingNode.getInstance();

  @Test
  void aRecordThatOnlyItsLeaderHasIsWaitedFor() throws JsonProcessingException {
    try (Follower follower = Follower.start(KAFKA)) {
      KAFKA.followedTopic(TOPIC);
      KAFKA.topic(OFFSETS, Map.of());
      KAFKA.write(TOPIC, "a", "1", "1");
      follower.await(TOPIC, 1);
      assertThat(drained(Duration.ofMillis(1))).containsEntry("drained", false);
      copied(0);
      assertThat(drained(Duration.ofMillis(1))).containsEntry("drained", true);

      KAFKA.write(TOPIC, "a", "2", "1");
      assertThat(drained(Duration.ofMillis(1)))
          .containsEntry("drained", false)
          .containsEntry(
              "undrained",
              List.of("drained-0 has 1 records that not every replica in sync has yet"));
      assertThat(drained(Duration.ZERO)).as("without leaders").containsEntry("drained", true);

      copied(1);
      assertThat(drained(Duration.ofSeconds(60))).containsEntry("drained", true);
      KAFKA.deleteTopic(TOPIC);
      KAFKA.deleteTopic(OFFSETS);
    }
  }

  @Test
  void aMirrorThatHasFailedIsNotWaitedFor() throws JsonProcessingException {
    KAFKA.topic("failed", Map.of());
    KAFKA.topic("failed-offsets", Map.of());
    KAFKA.write("failed", "a", "1", "all");
    connect =
        new ObjectMapper()
            .readTree(
                """
                {"spec": {"target": {"alias": "dr"}, "mirrors": [{"source": {"alias": "prod"}, "sourceConnector": {}}]},
                 "status": {"connectors": [{"name": "prod->dr.MirrorSourceConnector", "connector": {"state": "RUNNING"},
                   "tasks": [{"id": 0, "state": "FAILED", "trace": "java.lang.OutOfMemoryError: Java heap space"}]}]}}
                """);
    Instant begun = Instant.now();
    assertThat(taken("failed", Duration.ZERO, Duration.ofMinutes(2)))
        .containsEntry("drained", false);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aPartitionThatTheMirrorHasNotBegunWithIsWaitedFor() throws JsonProcessingException {
    KAFKA.topic("begun", Map.of());
    KAFKA.topic("begun-offsets", Map.of());
    KAFKA.write("begun", "a", "1", "all");
    assertThat(lag("begun", Duration.ofMillis(1), Duration.ZERO).at("/lag/lag_records").isNull())
        .isTrue();
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            () -> copied("begun", "begun-offsets", 0),
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    assertThat(lag("begun", Duration.ofSeconds(60), Duration.ZERO).at("/lag/lag_records").asInt(-1))
        .isZero();
    assertThat(later).isDone();
  }

  /** What MirrorMaker stores with the records that it copies. */
  private static void copied(long offset) {
    copied(TOPIC, OFFSETS, offset);
  }

  private static void copied(String topic, String offsets, long offset) {
    KAFKA.write(
        offsets,
        """
        ["prod->dr.MirrorSourceConnector",{"cluster":"prod","partition":0,"topic":"%s"}]\
        """
            .formatted(topic),
        "{\"offset\":%d}".formatted(offset),
        "all");
  }

  private Map<String, @Nullable Object> drained(Duration wait) throws JsonProcessingException {
    return taken(TOPIC, Duration.ZERO, wait);
  }

  private JsonNode lag(String topic, Duration begun, Duration drain)
      throws JsonProcessingException {
    return new ObjectMapper().valueToTree(taken(topic, begun, drain));
  }

  private Map<String, @Nullable Object> taken(String topic, Duration begun, Duration drain)
      throws JsonProcessingException {
    JsonNode mirror =
        new ObjectMapper()
            .readTree(
                """
                {"spec": {
                  "target": {"alias": "dr", "offsetStorageTopic": "%s-offsets"},
                  "mirrors": [{"source": {"alias": "prod"}, "topicsPattern": "%s"}]}}
                """
                    .formatted(topic, topic));
    KafkaAccess access =
        new KafkaAccess(KAFKA.address("plain"), false, List.of(), Optional.empty());
    try (KafkaCluster source = new KafkaCluster(access, Duration.ofSeconds(30));
        KafkaCluster target = new KafkaCluster(access, Duration.ofSeconds(30))) {
      return new Measurement(
              mirror,
              ConnectOffsets.of(mirror, target),
              source,
              target,
              new MirrorTopics(mirror, "prod", "dr", Optional.empty()),
              new Stuck(() -> connect, Clock.systemUTC()),
              Clock.systemUTC())
          .take(begun, drain, new Measurement.Scope(false, false, Set.of()));
    }
  }
}
