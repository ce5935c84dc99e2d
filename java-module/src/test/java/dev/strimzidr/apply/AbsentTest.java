package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is removed, against a real API server. */
class AbsentTest {
  private static final String HOLD = "nobody.example/x";

  @BeforeAll
  static void makeNamespace() {
    RealApi.kubectl("create", "namespace", "absent");
  }

  @Test
  void aDefinitionAndAResourceOfItsKindTwice() {
    Map<String, Object> both =
        Map.of("resources", definition("twice") + resource("twice", ""), "namespace", "absent");
    apply(both);
    Map<String, Object> gone = absent(both);
    JsonNode first = apply(gone);
    assertThat(outcomes(first)).as(first.toString()).containsExactly("deleted", "deleted");
    JsonNode second = apply(gone);
    assertThat(outcomes(second)).as(second.toString()).containsExactly("absent", "absent");
    assertThat(second.path("changed").asBoolean()).isFalse();
    JsonNode predicted = Modules.check(new ApplyModule(), RealApi.options(gone));
    assertThat(outcomes(predicted)).containsExactly("absent", "absent");
  }

  @Test
  void aResourceWhoseDefinitionGoesWhileItIsWaitedFor() {
    Map<String, Object> held =
        Map.of("resources", resource("meanwhile", HOLD), "namespace", "absent");
    apply(Map.of("resources", definition("meanwhile")));
    apply(held);
    CompletableFuture<JsonNode> deleting = beside(absent(held));
    awaitDeletionOf("meanwhile/x", deleting);
    RealApi.kubectl("delete", "crd", "meanwhiles.absent.example", "--wait=false");
    release("meanwhile/x");
    JsonNode answer = deleting.join();
    assertThat(outcomes(answer)).as(answer.toString()).containsExactly("deleted");
    assertThat(outcomes(apply(absent(held)))).containsExactly("absent");
  }

  @Test
  void whatIsBeingDeletedAlreadyIsNotChangedButWaitedFor() {
    Map<String, Object> held =
        Map.of("resources", configMap("held", HOLD), "namespace", "absent", "state", "absent");
    RealApi.kubectlWith(configMap("held", HOLD), "apply", "--namespace=absent", "-f", "-");
    JsonNode first = apply(held);
    assertThat(outcomes(first)).containsExactly("deleted");
    for (JsonNode again :
        List.of(apply(held), Modules.check(new ApplyModule(), RealApi.options(held)))) {
      assertThat(outcomes(again)).as(again.toString()).containsExactly("unchanged");
      assertThat(again.path("changed").asBoolean()).isFalse();
      assertThat(again.has("diff")).isFalse();
    }
    JsonNode late = apply(with(held, Map.of("wait", true, "wait_timeout", 1)));
    assertThat(late.path("reason").asText()).as(late.toString()).isEqualTo("timeout");
    assertThat(late.path("msg").asText()).contains("held by its finalizers [\"" + HOLD + "\"]");
    CompletableFuture<JsonNode> waiting = beside(with(held, Map.of("wait", true)));
    release("configmap/held");
    assertThat(outcomes(waiting.join())).allMatch(List.of("unchanged", "absent")::contains);
    assertThat(outcomes(apply(held))).containsExactly("absent");
  }

  @Test
  void whatIsBeingDeletedAlreadyIsNotPrunedAgainButWaitedFor() {
    String pruned =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: pruned, labels: {app: shop}, finalizers: [%s]}}"
            .formatted(HOLD);
    RealApi.kubectlWith(pruned, "apply", "--namespace=absent", "-f", "-");
    Map<String, Object> pruning =
        Map.of(
            "resources",
            configMap("kept", ""),
            "namespace",
            "absent",
            "prune",
            Map.of("label_selector", "app=shop", "kinds", List.of("core/v1/ConfigMap")));
    assertThat(outcomes(apply(pruning))).containsExactly("created", "deleted");
    JsonNode again = apply(pruning);
    assertThat(outcomes(again)).as(again.toString()).containsExactly("unchanged", "unchanged");
    assertThat(again.path("changed").asBoolean()).isFalse();
    JsonNode predicted = Modules.check(new ApplyModule(), RealApi.options(pruning));
    assertThat(predicted.path("changed").asBoolean()).as(predicted.toString()).isFalse();
    JsonNode late = apply(with(pruning, Map.of("wait", true, "wait_timeout", 1)));
    assertThat(late.path("msg").asText()).contains("ConfigMap absent/pruned").contains(HOLD);
    release("configmap/pruned");
    assertThat(outcomes(apply(pruning))).containsExactly("unchanged");
  }

  @Test
  void aNamespaceSaysWhatHoldsIt() {
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: absent-held}}";
    RealApi.kubectlWith(namespace, "apply", "-f", "-");
    RealApi.kubectlWith(configMap("held", HOLD), "apply", "--namespace=absent-held", "-f", "-");
    Map<String, Object> gone = Map.of("resources", namespace, "state", "absent");
    assertThat(outcomes(apply(gone))).containsExactly("deleted");
    Awaitility.await("the namespace controller says what it waits for")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          JsonNode answer = apply(with(gone, Map.of("wait", true, "wait_timeout", 1)));
          assertThat(answer.path("reason").asText()).isEqualTo("timeout");
          assertThat(answer.path("msg").asText())
              .contains("held by its finalizers [\"kubernetes\"]")
              .contains("NamespaceContentRemaining=True (SomeResourcesRemain")
              .contains("configmaps. has 1 resource instances")
              .contains("NamespaceFinalizersRemaining=True (SomeFinalizersRemain")
              .contains(HOLD + " in 1 resource instances")
              .doesNotContain("successfully deleted");
          assertThat(outcomes(answer)).containsExactly("unchanged");
        });
    JsonNode present = apply(Map.of("resources", namespace, "wait", true));
    assertThat(present.path("reason").asText()).as(present.toString()).isEqualTo("not_ready");
    assertThat(present.path("msg").asText())
        .contains("it is being deleted and waits for its finalizers [\"kubernetes\"]")
        .contains("configmaps. has 1 resource instances");
  }

  private static void release(String resource) {
    RealApi.kubectl(
        "--namespace=absent",
        "patch",
        resource,
        "--type=merge",
        "--patch={\"metadata\":{\"finalizers\":null}}");
  }

  private static void awaitDeletionOf(String resource, CompletableFuture<?> deleting) {
    Awaitility.await("its deletion has begun")
        .atMost(Duration.ofSeconds(30))
        .failFast(deleting::isDone)
        .until(() ->
            !RealApi.kubectl(
                    "--namespace=absent",
                    "get",
                    resource,
                    "--output=jsonpath={.metadata.deletionTimestamp}")
                .isBlank());
  }

  private static CompletableFuture<JsonNode> beside(Map<String, ?> options) {
    return CompletableFuture.supplyAsync(
        () -> Modules.answer(Optional.of(Modules.RUN), new ApplyModule(), RealApi.options(options)),
        task -> Thread.ofPlatform().daemon().start(task));
  }

  private static Map<String, Object> absent(Map<String, ?> options) {
    return with(options, Map.of("state", "absent", "wait", true, "wait_timeout", 60));
  }

  private static Map<String, Object> with(Map<String, ?> options, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(options);
    all.putAll(more);
    return all;
  }

  private static String configMap(String name, String finalizers) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, finalizers: [%s]}}\n"
        .formatted(name, finalizers);
  }

  private static String resource(String singular, String finalizers) {
    return "---\n{apiVersion: absent.example/v1, kind: %s, metadata: {name: x, finalizers: [%s]}}\n"
        .formatted(kind(singular), finalizers);
  }

  private static String definition(String singular) {
    return """
    ---
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %1$ss.absent.example}
    spec:
      group: absent.example
      scope: Namespaced
      names: {kind: %2$s, plural: %1$ss, singular: %1$s}
      versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    """
        .formatted(singular, kind(singular));
  }

  private static String kind(String singular) {
    return singular.substring(0, 1).toUpperCase(Locale.ROOT) + singular.substring(1);
  }

  private static List<String> outcomes(JsonNode answer) {
    return answer.path("resources").findValuesAsText("outcome");
  }

  private static JsonNode apply(Map<String, ?> options) {
    return Modules.call(new ApplyModule(), RealApi.options(options));
  }
}
