package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real API server warns of. */
class WarningsTest {
  private static final String DEPLOYMENTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: one}
      spec:
        selector: {matchLabels: {app: x}}
        template:
          metadata: {labels: {app: x}}
          spec: {hostNetwork: true, containers: [{name: c, image: i}]}
      """;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: olds.warned.example}
      spec:
        group: warned.example
        scope: Namespaced
        names: {kind: Old, plural: olds}
        versions:
          - name: v1
            served: true
            storage: true
            deprecated: true
            deprecationWarning: 'take "v2", s''il te plaît'
            schema: {openAPIV3Schema: {type: object}}
      """;

  @BeforeAll
  static void makeNamespace() {
    RealApi.kubectlWith(
        "{apiVersion: v1, kind: Namespace, metadata: {name: warned, labels: {pod-security.kubernetes.io/warn: baseline}}}",
        "apply",
        "-f",
        "-");
  }

  @Test
  void returnsEachOnceAlsoInCheckMode() {
    String both = DEPLOYMENTS + "---\n" + DEPLOYMENTS.replace("name: one", "name: two");
    Map<String, Object> options = options(both, Map.of());
    for (JsonNode answer :
        new JsonNode[] {
          Modules.check(new ApplyModule(), options), Modules.call(new ApplyModule(), options)
        }) {
      assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.path("warnings")).hasSize(1);
      assertThat(answer.path("warnings").path(0).asText())
          .startsWith("would violate PodSecurity \"baseline:latest\": host namespaces");
    }
    JsonNode again = Modules.call(new ApplyModule(), options);
    assertThat(again.path("changed").asBoolean()).isFalse();
    assertThat(again.has("warnings")).isFalse();
  }

  @Test
  void returnsThemWithAFailureToo() {
    JsonNode answer =
        Modules.call(
            new ApplyModule(),
            options(
                DEPLOYMENTS.replace("name: one", "name: late"),
                Map.of("wait", true, "wait_timeout", 0)));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(answer.path("warnings")).hasSize(1);
  }

  @Test
  void returnsThemInTheWordsOfTheServer() {
    JsonNode defined = Modules.call(new ApplyModule(), options(DEFINITION, Map.of()));
    assertThat(defined.path("failed").asBoolean()).as(defined.toString()).isFalse();
    JsonNode answer =
        Modules.call(
            new ApplyModule(),
            options("{apiVersion: warned.example/v1, kind: Old, metadata: {name: x}}", Map.of()));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("warnings").path(0).asText()).isEqualTo("take \"v2\", s'il te plaît");
    assertThat(answer.path("warnings")).hasSize(1);
  }

  private static Map<String, Object> options(String resources, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("resources", resources);
    options.put("namespace", "warned");
    return RealApi.options(options);
  }
}
