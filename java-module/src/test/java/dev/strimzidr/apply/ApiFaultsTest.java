package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.FaultyApi;
import dev.strimzidr.testing.FaultyApi.Broken;
import dev.strimzidr.testing.FaultyApi.Silent;
import dev.strimzidr.testing.FaultyApi.TurnedAway;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server behind a proxy that turns away, breaks off and falls silent. */
class ApiFaultsTest {
  private static final Duration AT_MOST = Duration.ofSeconds(21);

  @BeforeAll
  static void makeNamespace() {
    RealApi.kubectl("create", "namespace", "faults");
  }

  @Test
  void comesBackWhenAnOverloadedServerSaysSo() throws IOException {
    try (FaultyApi api = FaultyApi.with("PATCH", new TurnedAway(429, 1), new TurnedAway(429, 1))) {
      Instant start = Instant.now();
      JsonNode answer = apply(api, maps("overloaded", 1), "present");
      assertThat(outcomes(answer)).as(answer.toString()).containsExactly("created");
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
      assertThat(api.requests()).isEqualTo(3);
    }
  }

  @Test
  void doesNotWaitForAnHourBecauseAServerSaysSo() throws IOException {
    try (FaultyApi api = FaultyApi.with("PATCH", new TurnedAway(429, 3600))) {
      JsonNode answer = apply(api, maps("hour", 1), "present");
      assertThat(answer.path("reason").asText()).isEqualTo("unreachable");
      assertThat(answer.path("msg").asText())
          .contains("ConfigMap faults/hour-0")
          .contains(api.address())
          .contains("asks to come back in 3600 s");
      assertThat(api.requests()).isEqualTo(1);
    }
  }

  @Test
  void getsOverAServerThatFailsOrBreaksOffInTheMiddleOfABatch() throws IOException {
    try (FaultyApi api =
        FaultyApi.with(
            "PATCH",
            new TurnedAway(500, -1),
            new Broken(false),
            new Broken(true),
            new TurnedAway(503, -1))) {
      List<Object> batch = maps("batch", 8);
      JsonNode answer = apply(api, batch, "present");
      assertThat(outcomes(answer)).as(answer.toString()).hasSize(8).containsOnly("created");
      assertThat(outcomes(apply(api, batch, "present"))).containsOnly("unchanged");
    }
  }

  @Test
  void whatWasDeletedBeforeTheConnectionBrokeIsNotAnError() throws IOException {
    try (FaultyApi api = FaultyApi.with("DELETE", new Broken(true))) {
      apply(api, maps("gone", 1), "present");
      JsonNode answer = apply(api, maps("gone", 1), "absent");
      assertThat(outcomes(answer)).as(answer.toString()).containsExactly("deleted");
      assertThat(api.requests()).isEqualTo(2);
    }
  }

  @Test
  void givesUpOnAServerThatAlwaysFails() throws IOException {
    TurnedAway fault = new TurnedAway(500, -1);
    try (FaultyApi api = FaultyApi.with("PATCH", fault, fault, fault, fault, fault, fault)) {
      JsonNode answer = apply(api, maps("never", 1), "present");
      assertThat(answer.path("reason").asText()).isEqualTo("unreachable");
      assertThat(answer.path("msg").asText()).contains("HTTP 500");
      assertThat(api.requests()).isEqualTo(5);
    }
  }

  /** The API server answers 500 to content that it cannot read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: coordination.k8s.io/v1, kind: Lease, spec: {renewTime: yesterday}}",
        "{apiVersion: v1, kind: PersistentVolumeClaim, spec: {resources: {requests: {storage: 5Gigs}}}}",
        "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 1.5}}",
        "{apiVersion: v1, kind: ConfigMap, immutable: perhaps}"
      })
  void doesNotTakeContentThatTheServerCannotReadForAnOutage(String unreadable) throws IOException {
    try (FaultyApi api = FaultyApi.with("PATCH")) {
      String text =
          unreadable.replaceFirst("}$", ", metadata: {name: unreadable, namespace: faults}}");
      JsonNode answer =
          Modules.call(new ApplyModule(), Map.of("host", api.address(), "resources", text));
      assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("rejected");
      assertThat(api.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotWaitForEverForAServerThatSaysNothing(boolean afterBeginning) throws IOException {
    try (FaultyApi api = FaultyApi.with("GET", new Silent(afterBeginning))) {
      Instant start = Instant.now();
      JsonNode answer = apply(api, maps("silent", 1), "present");
      assertThat(Duration.between(start, Instant.now())).isLessThan(AT_MOST);
      assertThat(answer.path("reason").asText()).isEqualTo("timeout");
      assertThat(answer.path("msg").asText())
          .contains(
              api.address() + " does not answer in time (asked for ConfigMap faults/silent-0)");
    }
  }

  /** An API server does so with the watches of a kind whose definition has just changed. */
  @Test
  void waitsAlthoughTheWatchIsTurnedAwayAtFirst() throws IOException {
    try (FaultyApi api = FaultyApi.with("WATCH", new TurnedAway(429, 1))) {
      Map<String, Object> held = held("watched");
      apply(api, List.of(held), "present", Map.of());
      CompletableFuture<JsonNode> deleting =
          CompletableFuture.supplyAsync(
              () -> apply(api, List.of(held), "absent", Map.of("wait", true)),
              task -> Thread.ofPlatform().daemon().start(task));
      Awaitility.await("the watch is opened again")
          .atMost(AT_MOST)
          .failFast(deleting::isDone)
          .until(() -> api.requests() == 2);
      RealApi.kubectl(
          "--namespace=faults",
          "patch",
          "configmap/watched",
          "--type=merge",
          "--patch={\"metadata\":{\"finalizers\":null}}");
      JsonNode answer = deleting.join();
      assertThat(outcomes(answer)).as(answer.toString()).containsExactly("deleted");
      assertThat(api.requests()).isEqualTo(2);
    }
  }

  private static List<String> outcomes(JsonNode answer) {
    return answer.path("resources").findValuesAsText("outcome");
  }

  private static List<Object> maps(String name, int many) {
    List<Object> maps = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      maps.add(map(Map.of("name", name + "-" + i, "namespace", "faults")));
    }
    return maps;
  }

  private static Map<String, Object> map(Map<String, ?> metadata) {
    return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata);
  }

  private static Map<String, Object> held(String name) {
    return map(
        Map.of("name", name, "namespace", "faults", "finalizers", List.of("strimzi-dr.test/held")));
  }

  private static JsonNode apply(FaultyApi api, List<?> resources, String state) {
    return apply(api, resources, state, Map.of());
  }

  private static JsonNode apply(
      FaultyApi api, List<?> resources, String state, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("host", api.address());
    options.put("resources", resources);
    options.put("state", state);
    return Modules.call(new ApplyModule(), options);
  }
}
