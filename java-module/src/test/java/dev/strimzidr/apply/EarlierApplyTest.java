package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking over what client-side applies have left, against a real API server. */
class EarlierApplyTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: NAME, namespace: earlier, labels: {kept: a, dropped: b}}
      spec:
        paused: true
        replicas: 2
        strategy: {type: Recreate}
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            terminationGracePeriodSeconds: 5
            containers:
              - {name: kept, image: i, env: [{name: KEPT, value: "1"}, {name: DROPPED, value: "1"}],
                 ports: [{containerPort: 80}, {containerPort: 81, name: dropped}]}
              - {name: dropped, image: i}
      """;

  private static final String OURS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: NAME, namespace: earlier, labels: {kept: a}}
      spec:
        paused: true
        replicas: 3
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            containers:
              - {name: kept, image: other, env: [{name: KEPT, value: "2"}], ports: [{containerPort: 80}]}
      """;

  @BeforeAll
  static void makeNamespace() {
    RealApi.kubectl("create", "namespace", "earlier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubectl-client-side-apply", "OpenAPI-Generator"})
  void changesAndRemovesWhatAClientSideApplyHasSetAsPredicted(String manager) {
    String name = manager.toLowerCase(java.util.Locale.ROOT);
    RealApi.kubectlWith(
        DEPLOYMENT.replace("NAME", name), "apply", "--field-manager=" + manager, "-f", "-");
    RealApi.kubectl("label", "-n", "earlier", "deployment", name, "theirs=c");

    JsonNode predicted = check(OURS.replace("NAME", name));
    JsonNode done = apply(OURS.replace("NAME", name));

    assertThat(done.path("resources").path(0).path("outcome").asText())
        .as(done.toString())
        .isEqualTo("configured");
    assertThat(predicted.path("diff")).isEqualTo(done.path("diff"));
    assertThat(done.path("diff").path(0).path("after").asText())
        .contains("kept", "theirs: c", "replicas: 3", "type: RollingUpdate", "image: other")
        .contains("terminationGracePeriodSeconds: 30", "containerPort: 80")
        .doesNotContainIgnoringCase("dropped")
        .doesNotContain("last-applied");
    assertThat(check(OURS.replace("NAME", name)).path("changed").asBoolean()).isFalse();
    assertThat(apply(OURS.replace("NAME", name)).path("changed").asBoolean()).isFalse();
  }

  @Test
  void whoeverAppliesAfterUsIsAnotherPartyAgain() {
    apply(configMap("after", "k: ours, more: m"));
    RealApi.kubectlWith(configMap("after", "k: theirs, more: m"), "apply", "-f", "-");
    assertThat(apply(configMap("after", "k: ours, more: m")).path("msg").asText())
        .contains(".data.k")
        .contains("kubectl-client-side-apply")
        .contains("force_conflicts");
  }

  @Test
  void aManagerThatIsNoClientSideApplyKeepsItsFields() {
    RealApi.kubectlWith(configMap("mixed", "a: '1', b: '1'"), "apply", "-f", "-");
    RealApi.kubectl(
        "patch",
        "configmap",
        "mixed",
        "-n",
        "earlier",
        "--field-manager=x",
        "-p",
        "data: {b: '2'}");
    assertThat(apply(configMap("mixed", "a: '2', b: '3'")).path("managers"))
        .singleElement()
        .isEqualTo(com.fasterxml.jackson.databind.node.TextNode.valueOf("x"));
    JsonNode done = apply(configMap("mixed", "a: '2'"));
    assertThat(done.path("diff").path(0).path("after").asText()).contains("b: \"2\"");
  }

  @Test
  void whatWasThereBeforeAnybodyKeptAccountOfOwnersIsChangedButNotRemoved() {
    RealApi.kubectlWith(configMap("ancient", "a: '1', b: '1'"), "create", "-f", "-");
    RealApi.kubectl(
        "patch",
        "configmap",
        "ancient",
        "-n",
        "earlier",
        "--type=merge",
        "-p",
        "metadata: {managedFields: [{}]}");
    JsonNode predicted = check(configMap("ancient", "a: '2'"));
    JsonNode done = apply(configMap("ancient", "a: '2'"));
    assertThat(done.path("diff").path(0).path("after").asText())
        .as(done.toString())
        .contains("a: \"2\"")
        .contains("b: \"1\"");
    assertThat(predicted.path("diff")).isEqualTo(done.path("diff"));
  }

  @Test
  void theCopyThatKubectlKeepsOfASecretIsNotShown() {
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: copy, namespace: earlier}, stringData: {password: %s}}";
    RealApi.kubectlWith(secret.formatted("hunter2"), "apply", "-f", "-");
    JsonNode done = apply(secret.formatted("hunter3"));
    assertThat(done.path("changed").asBoolean()).as(done.toString()).isTrue();
    assertThat(done.toString()).contains("(hidden)").doesNotContain("hunter");
  }

  @Test
  void whatBelongsToAnotherKafkaClusterIsNotDrawnOverToOurs() {
    String map =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs, namespace: earlier, labels: {strimzi.io/cluster: CLUSTER}}}";
    RealApi.kubectlWith(map.replace("CLUSTER", "theirs"), "apply", "-f", "-");
    for (JsonNode refused :
        List.of(check(map.replace("CLUSTER", "ours")), apply(map.replace("CLUSTER", "ours")))) {
      assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("conflict");
      assertThat(refused.path("msg").asText())
          .contains("ConfigMap earlier/theirs", "belongs to the Kafka cluster theirs");
    }
    assertThat(apply(map.replace("CLUSTER", "theirs")).path("failed").asBoolean()).isFalse();
  }

  private static String configMap(String name, String data) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: earlier}, data: {%s}}"
        .formatted(name, data);
  }

  private static JsonNode apply(String resources) {
    return Modules.call(new ApplyModule(), RealApi.options(Map.of("resources", resources)));
  }

  private static JsonNode check(String resources) {
    return Modules.check(new ApplyModule(), RealApi.options(Map.of("resources", resources)));
  }
}
