package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real API server. */
class ApplyModuleTest {
  @TempDir Path folder;

  @BeforeAll
  static void defineStrimzi() {
    JsonNode answer = apply(Map.of("src", RealApi.crds().toString()));
    assertThat(answer.path("failed").asBoolean()).as(answer.path("msg").asText()).isFalse();
    apply(Map.of("resources", List.of(namespace("apply"))));
  }

  @Test
  void createsChangesAndRemovesEachTimeAsPredictedAndOnlyOnce() {
    for (Map<String, Object> step :
        List.of(
            Map.<String, Object>of("resources", List.of(topic("cycle", 1))),
            Map.<String, Object>of("resources", List.of(topic("cycle", 2))),
            Map.<String, Object>of("resources", List.of(topic("cycle", 2)), "state", "absent"))) {
      JsonNode predicted = check(step);
      assertThat(predicted.path("changed").asBoolean()).as("predicted %s", predicted).isTrue();
      JsonNode done = apply(step);
      assertThat(done.path("changed").asBoolean()).isTrue();
      assertThat(done.path("resources").path(0).path("outcome"))
          .isEqualTo(predicted.path("resources").path(0).path("outcome"));
      assertThat(lines(done.path("diff"))).isEqualTo(lines(predicted.path("diff")));
      assertThat(check(step).path("changed").asBoolean()).isFalse();
      assertThat(apply(step).path("changed").asBoolean()).isFalse();
    }
  }

  @Test
  void predictsOnAClusterThatHasNothingYet() {
    JsonNode answer =
        check(
            Map.of(
                "resources",
                List.of(
                    Map.of(
                        "apiVersion",
                        "later.example/v1",
                        "kind",
                        "Later",
                        "metadata",
                        Map.of("name", "l", "namespace", "not-there")),
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "c", "namespace", "not-there")))));
    assertThat(answer.path("changed").asBoolean()).isTrue();
    assertThat(answer.path("resources"))
        .allMatch(r -> r.path("outcome").asText().equals("created"));
  }

  @Test
  void namesAFieldThatDoesNotExist() {
    Map<String, Object> wrong = Map.of("partitionz", 1, "replicas", 1);
    JsonNode answer = apply(Map.of("resources", List.of(topic("misspelt", wrong))));
    assertThat(answer.path("msg").asText())
        .contains("KafkaTopic apply/misspelt")
        .contains("partitionz");
    assertThat(answer.path("reason").asText()).isEqualTo("rejected");
  }

  @Test
  void namesWhoOwnsAFieldAndTakesItOverWhenTold() {
    Map<String, Object> map = configMap("owned", "ours");
    apply(Map.of("resources", List.of(map)));
    kubectl(
        "patch",
        "configmap",
        "owned",
        "-n",
        "apply",
        "--field-manager=somebody",
        "-p",
        "{\"data\":{\"k\":\"theirs\"}}");
    JsonNode refused = apply(Map.of("resources", List.of(map)));
    assertThat(refused.path("reason").asText()).isEqualTo("conflict");
    assertThat(refused.path("msg").asText())
        .contains(".data.k")
        .contains("somebody")
        .contains("force_conflicts");
    JsonNode forced = apply(Map.of("resources", List.of(map), "force_conflicts", true));
    assertThat(forced.path("changed").asBoolean()).isTrue();
  }

  @Test
  void neverShowsTheValueOfASecret() {
    JsonNode answer =
        apply(
            Map.of(
                "resources",
                List.of(
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", "hidden", "namespace", "apply"),
                        "stringData",
                        Map.of("password", "hunter2")))));
    assertThat(answer.path("changed").asBoolean()).isTrue();
    assertThat(answer.toString())
        .doesNotContain("hunter2")
        .doesNotContain("aHVudGVyMg")
        .contains("(hidden)");
  }

  @Test
  void saysWhatBlocksAResourceThatDoesNotBecomeReady() {
    JsonNode answer =
        apply(Map.of("resources", List.of(topic("unwatched", 1)), "wait", true, "wait_timeout", 1));
    assertThat(answer.path("reason").asText()).isEqualTo("timeout");
    assertThat(answer.path("msg").asText())
        .contains("KafkaTopic apply/unwatched")
        .contains("no operator has looked at it");
    assertThat(answer.path("resources").path(0).path("outcome").asText()).isEqualTo("created");
  }

  @Test
  void readsAnchorsAndSeveralDocumentsAndRefusesAKeyGivenTwice() throws IOException {
    Path good =
        Files.writeString(
            folder.resolve("good.yml"),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: anchored, namespace: apply}
            data: {when: &day "2026-01-01", again: *day}
            ---
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: anchored, namespace: apply}
            """);
    assertThat(apply(Map.of("src", good.toString())).path("resources")).hasSize(2);
    Path twice =
        Files.writeString(
            folder.resolve("twice.yml"), "apiVersion: v1\nkind: ConfigMap\nkind: Secret\n");
    assertThat(apply(Map.of("src", twice.toString())).path("msg").asText())
        .contains("is not valid YAML near line")
        .contains("duplicate key kind");
  }

  @Test
  void goesOnFromWhereAFailureLeftIt() {
    List<Object> batch = List.of(configMap("before", "x"), topic("bad", Map.of("partitionz", 1)));
    JsonNode failed = apply(Map.of("resources", batch));
    assertThat(failed.path("failed").asBoolean()).isTrue();
    assertThat(failed.path("resources").path(0).path("name").asText()).isEqualTo("before");
    JsonNode again = apply(Map.of("resources", List.of(configMap("before", "x"), topic("bad", 1))));
    assertThat(again.path("resources").path(0).path("outcome").asText()).isEqualTo("unchanged");
  }

  @Test
  void readsManyOfOneKindFromOneListAndChangesOnlyWhatDiffers() {
    List<Object> topics = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      topics.add(topic("many-" + i, 1));
    }
    assertThat(outcomes(apply(Map.of("resources", topics)))).containsOnly("created").hasSize(30);
    topics.set(7, topic("many-7", 2));
    assertThat(outcomes(apply(Map.of("resources", topics))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("configured"), Collections.nCopies(29, "unchanged").stream())
                .toList());
    assertThat(apply(Map.of("resources", topics)).path("changed").asBoolean()).isFalse();
    assertThat(outcomes(apply(Map.of("resources", topics, "state", "absent"))))
        .containsOnly("deleted");
  }

  @Test
  void prunesOnlyTheKindsLabelsAndNamespaceThatItWasTold() {
    Map<String, Object> kept = labelled("prune-kept", "shop");
    List<Object> all =
        List.of(kept, labelled("prune-gone", "shop"), labelled("prune-other", "bank"));
    apply(Map.of("resources", all, "namespace", "apply"));
    Map<String, Object> pruning =
        Map.of(
            "resources",
            kept,
            "namespace",
            "apply",
            "prune",
            Map.of("label_selector", "app=shop", "kinds", List.of("core/v1/ConfigMap")));

    JsonNode predicted = check(pruning);
    JsonNode done = apply(pruning);

    assertThat(outcomes(predicted)).containsExactly("unchanged", "deleted");
    assertThat(lines(predicted.path("diff")).getFirst()).contains("name: prune-gone");
    assertThat(outcomes(done)).isEqualTo(outcomes(predicted));
    assertThat(RealApi.kubectl("get", "configmap", "-n", "apply", "-o", "name"))
        .contains("prune-kept")
        .contains("prune-other")
        .doesNotContain("prune-gone");
    assertThat(apply(pruning).path("changed").asBoolean()).isFalse();
  }

  @Test
  void makesOnlyTheStatusSoWhenItIsTold() {
    Map<String, Object> pool =
        Map.of(
            "apiVersion",
            "kafka.strimzi.io/v1",
            "kind",
            "KafkaNodePool",
            "metadata",
            Map.of("name", "adopted", "namespace", "apply"));
    Map<String, Object> spec = new java.util.HashMap<>(pool);
    spec.put(
        "spec",
        Map.of("replicas", 1, "roles", List.of("broker"), "storage", Map.of("type", "ephemeral")));
    Map<String, Object> status = new java.util.HashMap<>(pool);
    status.put("status", Map.of("clusterId", "0qRj3yDJQqiz9yIqDyHGKQ"));
    Map<String, Object> statusOnly = Map.of("resources", status, "subresource", "status");

    assertThat(apply(statusOnly).path("reason").asText()).isEqualTo("not_found");
    apply(Map.of("resources", spec));
    assertThat(outcomes(check(statusOnly))).containsExactly("configured");
    assertThat(outcomes(apply(statusOnly))).containsExactly("configured");
    assertThat(outcomes(apply(statusOnly))).containsExactly("unchanged");
    assertThat(apply(Map.of("resources", spec)).path("changed").asBoolean()).isFalse();
    assertThat(
            RealApi.kubectl(
                "get", "kafkanodepool", "adopted", "-n", "apply", "-o", "jsonpath={.status}"))
        .isEqualTo("{\"clusterId\":\"0qRj3yDJQqiz9yIqDyHGKQ\"}");
  }

  @Test
  void refusesToPruneWithAnEmptyBatch() {
    JsonNode answer =
        apply(
            Map.of(
                "resources",
                List.of(),
                "namespace",
                "apply",
                "prune",
                Map.of("label_selector", "app=shop", "kinds", List.of("core/v1/ConfigMap"))));
    assertThat(answer.path("msg").asText()).contains("option prune: the batch is empty");
  }

  @Test
  void takesTextAndShowsNothingOfWhatItDoesNotUnderstand() {
    String text =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: text, namespace: apply}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: text, namespace: apply}\n";
    assertThat(apply(Map.of("resources", text)).path("resources")).hasSize(2);
    for (Object wrong : List.of("password: hunter2", List.of("hunter2"), Map.of("p", "hunter2"))) {
      JsonNode answer = apply(Map.of("resources", wrong));
      assertThat(answer.path("reason").asText()).isEqualTo("invalid_argument");
      assertThat(answer.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void looksOnceWhenThereIsNoTimeToWait() {
    Map<String, Object> map = configMap("once", "x");
    JsonNode answer = apply(Map.of("resources", map, "wait", true, "wait_timeout", 0));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
  }

  @Test
  void refusesAResourceWithoutANamespaceAlsoWhenItShallBeAbsent() {
    Map<String, Object> map =
        Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "nowhere"));
    assertThat(apply(Map.of("resources", map, "state", "absent")).path("msg").asText())
        .contains("ConfigMap nowhere has no metadata.namespace");
  }

  private static List<String> outcomes(JsonNode answer) {
    return answer.path("resources").findValuesAsText("outcome");
  }

  private static Map<String, Object> labelled(String name, String app) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Map.of("name", name, "labels", Map.of("app", app)));
  }

  private static List<String> lines(JsonNode diff) {
    return List.of(diff.path(0).path("before").asText(), diff.path(0).path("after").asText());
  }

  private static Map<String, Object> topic(String name, int partitions) {
    return topic(name, Map.of("partitions", partitions, "replicas", 1));
  }

  private static Map<String, Object> topic(String name, Map<String, Object> spec) {
    return Map.of(
        "apiVersion",
        "kafka.strimzi.io/v1",
        "kind",
        "KafkaTopic",
        "metadata",
        Map.of("name", name, "namespace", "apply"),
        "spec",
        spec);
  }

  private static Map<String, Object> configMap(String name, String value) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Map.of("name", name, "namespace", "apply"),
        "data",
        Map.of("k", value));
  }

  private static Map<String, Object> namespace(String name) {
    return Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name));
  }

  private static JsonNode apply(Map<String, ?> options) {
    return Modules.call(new ApplyModule(), RealApi.options(options));
  }

  private static JsonNode check(Map<String, ?> options) {
    return Modules.check(new ApplyModule(), RealApi.options(options));
  }

  private static void kubectl(String... arguments) {
    RealApi.kubectl(arguments);
  }
}
