package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps that are emptied and lists in another order, against a real API server. */
class EmptiedAndReorderedTest {
  private static final String NAMESPACE = "emptied";
  private static final KubeApi API = RealApi.api();

  @BeforeAll
  static void makeNamespace() {
    JsonNode answer =
        apply("{apiVersion: v1, kind: Namespace, metadata: {name: emptied}}", Map.of(), false);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
  }

  @AfterAll
  static void close() {
    API.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "networking.k8s.io/v1 NetworkPolicy | spec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress]} | spec: {podSelector: {}, policyTypes: [Ingress]}",
        "networking.k8s.io/v1 NetworkPolicy | spec: {podSelector: {}, policyTypes: [Ingress]} | spec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress]}",
        "v1 Service | spec: {ports: [{name: a, port: 80}, {name: b, port: 81}]} | spec: {ports: [{name: b, port: 81}, {name: a, port: 80}]}",
        "policy/v1 PodDisruptionBudget | spec: {maxUnavailable: 1, selector: {matchLabels: {a: b}}} | spec: {maxUnavailable: 1, selector: {}}",
        "v1 ServiceAccount | imagePullSecrets: [{name: a}, {name: b}] | imagePullSecrets: [{name: b}, {name: a}]",
        "v1 ConfigMap | data: {a: b} | data: {}",
        "template | nodeSelector: {a: b} | nodeSelector: {}",
        "template | initContainers: [{name: first, image: i}, {name: second, image: i}] | initContainers: [{name: second, image: i}, {name: first, image: i}]",
        "template | volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}] | volumes: [{name: b, emptyDir: {}}, {name: a, emptyDir: {}}]",
        "template | initContainers: [{name: x, image: i, env: [{name: A, value: a}, {name: B, value: $(A)}]}] | initContainers: [{name: x, image: i, env: [{name: B, value: $(A)}, {name: A, value: a}]}]",
        "template | volumes: [{name: a, emptyDir: {medium: Memory}}] | volumes: [{name: a, emptyDir: {}}]",
        "template | securityContext: {runAsUser: 1} | securityContext: {}",
      })
  void changesWhatTheServerChangesAndRecognisesTheSecondRun(
      String kind, String first, String second) throws JsonProcessingException {
    changes(kind, first, second);
    assertThat(recognised(resource(kind, name(kind, first, second), second))).isTrue();
  }

  /** The server leaves out what is empty, and only its schema says whether that is the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 Service | spec: {selector: {a: b}, ports: [{port: 80}]} | spec: {selector: {}, ports: [{port: 80}]}",
        "rbac.authorization.k8s.io/v1 Role | rules: [{apiGroups: [a], resources: [b], verbs: [get]}] | rules: []",
        "template | tolerations: [{key: a, operator: Exists}] | tolerations: []",
        "v1 Service | spec: {selector: {a: b}, ports: [{port: 80}]} | spec: {selector: null, ports: [{port: 80}]}",
        "template | volumes: [{name: a, emptyDir: {}}] | volumes: []",
        "template | initContainers: [{name: x, image: i, env: [{name: A, value: a}]}] | initContainers: [{name: x, image: i, env: [{name: A, value: ''}]}]",
      })
  void changesWhatTheServerChangesAndAsksAgain(String kind, String first, String second) {
    changes(kind, first, second);
  }

  private static String name(String kind, String first, String second) {
    return "n" + Integer.toHexString((kind + first + second).hashCode());
  }

  private static void changes(String kind, String first, String second) {
    String name = name(kind, first, second);
    assertThat(outcome(apply(resource(kind, name, first), Map.of(), false))).isEqualTo("created");

    String changed = resource(kind, name, second);
    assertThat(outcome(apply(changed, Map.of(), true))).isEqualTo("configured");
    assertThat(outcome(apply(changed, Map.of("force_conflicts", true), true)))
        .isEqualTo("configured");
    assertThat(outcome(apply(changed, Map.of(), false))).isEqualTo("configured");
    assertThat(outcome(apply(changed, Map.of(), false))).isEqualTo("unchanged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The order of ours is as it was, whatever others put between.
        "[{name: A, value: a}, {name: B, value: b}] | [{name: T}, {name: A, value: a}, {name: U}, {name: B, value: b}] | true",
        "[{name: A, value: a}, {name: B, value: b}] | [{name: B, value: b}, {name: T}, {name: A, value: a}] | false",
      })
  void letsOthersHaveItemsBetweenOurs(String ours, String others, boolean recognised)
      throws JsonProcessingException {
    String name = "between-" + recognised;
    String env = "initContainers: [{name: x, image: i, env: %s}]";
    String first = resource("template", name, env.formatted(ours));
    assertThat(outcome(apply(first, Map.of(), false))).isEqualTo("created");
    ObjectNode theirs = yaml(resource("template", name, env.formatted(others)));
    ObjectNode unused = API.apply(ref(theirs), theirs, new ApplyOptions("other", false, false));

    assertThat(recognised(first)).isEqualTo(recognised);
    assertThat(outcome(apply(first, Map.of(), true)))
        .isEqualTo(recognised ? "unchanged" : "configured");
  }

  private static String resource(String kind, String name, String fields) {
    if (kind.equals("template")) {
      return """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %s}
      spec:
        paused: true
        selector: {matchLabels: {a: b}}
        template:
          metadata: {labels: {a: b}}
          spec: {containers: [{name: c, image: i}], %s}
      """
          .formatted(name, fields);
    }
    String[] its = kind.split(" ", 2);
    return "apiVersion: %s\nkind: %s\nmetadata: {name: %s}\n%s\n"
        .formatted(its[0], its[1], name, fields);
  }

  private static boolean recognised(String desired) throws JsonProcessingException {
    ObjectNode resource = yaml(desired);
    return OwnedFields.alreadySo(resource, API.get(ref(resource)));
  }

  private static ObjectNode yaml(String text) throws JsonProcessingException {
    ObjectNode resource = (ObjectNode) new ObjectMapper(new YAMLFactory()).readTree(text);
    resource.withObjectProperty("metadata").put("namespace", NAMESPACE);
    return resource;
  }

  private static Ref ref(ObjectNode resource) {
    return Ref.to(
        API.kind(resource.path("apiVersion").asText(), resource.path("kind").asText())
            .orElseThrow(),
        resource);
  }

  private static JsonNode apply(String resource, Map<String, ?> more, boolean check) {
    Map<String, Object> options = RealApi.options(more);
    options.put("resources", resource);
    options.put("namespace", NAMESPACE);
    return check
        ? Modules.check(new ApplyModule(), options)
        : Modules.call(new ApplyModule(), options);
  }

  private static String outcome(JsonNode answer) {
    return answer.path("resources").path(0).path("outcome").asText(answer.toString());
  }
}
