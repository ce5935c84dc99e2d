package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.status.MirrorRules;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Strimzi's status says that all runs; what Connect has written down since is in a real topic. */
class ConnectStatesTest {
  private static final RealKafka KAFKA = RealKafka.get();
  private static final String SOURCE = "prod->dr.MirrorSourceConnector";
  private static final String RUNNING =
      "{\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"w:8083\",\"generation\":1}";

  @Test
  void aTaskThatHasFailedIsKnownAtOnceAndWhy() throws JsonProcessingException {
    KAFKA.topic("failed-status", Map.of());
    write("failed", "status-connector-" + SOURCE, RUNNING);
    write("failed", "status-task-" + SOURCE + "-0", RUNNING);
    write("failed", "status-task-" + SOURCE + "-1", RUNNING);
    try (KafkaConsumer<byte[], byte[]> worker = worker("failed");
        KafkaCluster target = target()) {
      await().until(() -> !worker.poll(Duration.ofMillis(100)).isEmpty());
      ConnectStates states = new ConnectStates(target, mirror("failed"));
      assertThat(ReadinessRules.of(states.now())).isEqualTo(Readiness.READY);

      write(
          "failed",
          "status-task-" + SOURCE + "-1",
          "{\"state\":\"FAILED\",\"trace\":\"o.a.ConnectException: x\\nCaused by:"
              + " java.lang.OutOfMemoryError: Java heap space\\n\"}");
      assertThat(MirrorRules.failures(states.now()))
          .singleElement()
          .hasToString("task 1 of %s is FAILED: OutOfMemoryError: Java heap space", SOURCE);

      write("failed", "status-task-" + SOURCE + "-1", "{\"state\":\"DESTROYED\"}");
      assertThat(states.now().at("/status/connectors/0/tasks")).hasSize(1);
      assertThat(ReadinessRules.of(states.now())).isEqualTo(Readiness.READY);
    }
  }

  @Test
  void aTaskThatIsGivenUpForAMomentIsWaitedFor() throws JsonProcessingException {
    KAFKA.topic("moved-status", Map.of());
    write("moved", "status-connector-" + SOURCE, RUNNING);
    write("moved", "status-task-" + SOURCE + "-0", RUNNING.replace("RUNNING", "UNASSIGNED"));
    try (KafkaConsumer<byte[], byte[]> worker = worker("moved");
        KafkaCluster target = target()) {
      await().until(() -> !worker.poll(Duration.ofMillis(100)).isEmpty());
      ConnectStates states = new ConnectStates(target, mirror("moved"));
      assertThat(ReadinessRules.of(states.now()).why()).endsWith("is UNASSIGNED");
      CompletableFuture<Void> taken =
          CompletableFuture.runAsync(
              () -> write("moved", "status-task-" + SOURCE + "-0", RUNNING),
              CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
      assertThat(ReadinessRules.of(states.settled())).isEqualTo(Readiness.READY);
      assertThat(taken).isDone();
    }
  }

  @Test
  void whatRanOnAWorkerThatIsNoMoreDoesNotRun() throws JsonProcessingException {
    KAFKA.topic("dead-status", Map.of());
    write("dead", "status-connector-" + SOURCE, RUNNING);
    write("dead", "status-task-" + SOURCE + "-0", RUNNING);
    try (KafkaCluster target = target()) {
      assertThat(ReadinessRules.of(new ConnectStates(target, mirror("dead")).now()).why())
          .contains("task 0 of " + SOURCE + " is UNASSIGNED, no worker lives");
    }
  }

  /** Connect's workers are members of a group, as consumers are of theirs. */
  private static KafkaConsumer<byte[], byte[]> worker(String name) {
    KafkaConsumer<byte[], byte[]> worker =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                KAFKA.address("plain"),
                "group.id",
                name,
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    worker.subscribe(List.of(name + "-status"));
    return worker;
  }

  private static void write(String name, String key, String value) {
    KAFKA.write(name + "-status", key, value, "all");
  }

  private static KafkaCluster target() {
    return new KafkaCluster(
        new KafkaAccess(KAFKA.address("plain"), false, List.of(), Optional.empty()),
        Duration.ofSeconds(30));
  }

  private static JsonNode mirror(String name) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            """
            {"apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaMirrorMaker2", "metadata": {"name": "m", "generation": 1},
             "spec": {
               "target": {"alias": "dr", "groupId": "%s", "statusStorageTopic": "%s-status"},
               "mirrors": [{"source": {"alias": "prod"}, "sourceConnector": {}}]},
             "status": {
               "observedGeneration": 1,
               "conditions": [{"type": "Ready", "status": "True"}],
               "connectors": [{"name": "prod->dr.MirrorSourceConnector", "connector": {"state": "RUNNING"},
                 "tasks": [{"id": 0, "state": "RUNNING"}]}]}}
            """
                .formatted(name, name));
  }
}
