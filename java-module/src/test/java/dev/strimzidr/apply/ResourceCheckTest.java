package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceCheckTest {
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("{kind: Secret, metadata: {name: x}}", "Secret x has no apiVersion"),
        Arguments.of("{apiVersion: v1, metadata: {name: x}}", "resource 0 has no kind"),
        Arguments.of("{apiVersion: v1, kind: Secret}", "resource 0 has no metadata"),
        Arguments.of("{apiVersion: v1, kind: Secret, metadata: {}}", "has no metadata.name"),
        Arguments.of(
            "{apiVersion: v1, kind: KafkaTopic, metadata: {name: My_Topic}}",
            "'My_Topic' is no name for Kubernetes"),
        Arguments.of(
            "{apiVersion: v1, kind: KafkaTopic, metadata: {name: a.b..c}}", "'a.b..c' is no name"),
        Arguments.of(
            "{apiVersion: v1, kind: Secret, metadata: {name: x, labels: {n: 1}}}",
            "metadata.labels.n is 1, which has to be a string: quote it"),
        Arguments.of(
            "{apiVersion: v1, kind: Secret, metadata: {name: x, annotations: {n: true}}}",
            "metadata.annotations.n is true"),
        Arguments.of(
            "{apiVersion: v1, kind: Secret, metadata: {name: x}, stringData: {n: 12345}}",
            "stringData.n is a number, which has to be a string: quote it"),
        Arguments.of("{apiVersion: v1/, kind: Secret, metadata: {name: x}}", "apiVersion is 'v1/'"),
        Arguments.of(
            "{apiVersion: 'v1 ', kind: Secret, metadata: {name: x}}", "apiVersion is 'v1 '"),
        Arguments.of(
            "{apiVersion: v1, kind: 'Config Map', metadata: {name: x}}", "kind is 'Config Map'"),
        Arguments.of(
            "{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: 7}}",
            "metadata.namespace is a number, which has to be a string"),
        Arguments.of(
            "{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: 'a b'}}",
            "metadata.namespace: 'a b' is no namespace"),
        Arguments.of(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a/b}}",
            "'a/b' is no name"),
        Arguments.of(
            "{apiVersion: other.example/v1, kind: Role, metadata: {name: A}}", "'A' is no name"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesWhatIsWrong(String resource, String message) {
    assertThatThrownBy(() -> ResourceCheck.check(List.of(yaml(resource)), ""))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> unmapped() {
    return Stream.of("abc", "[abc]", "7", "true")
        .flatMap(value ->
            Stream.of(
                Arguments.of("{kind: Secret, data: %s}", value, "data"),
                Arguments.of("{kind: Secret, stringData: %s}", value, "stringData"),
                Arguments.of("{kind: Secret, data: %s, stringData: {a: b}}", value, "data"),
                Arguments.of("{kind: ConfigMap, data: %s}", value, "data"),
                Arguments.of("{kind: ConfigMap, binaryData: %s}", value, "binaryData"),
                Arguments.of("{kind: Pod, metadata: {labels: %s}}", value, "metadata.labels"),
                Arguments.of(
                    "{kind: Pod, metadata: {annotations: %s}}", value, "metadata.annotations")));
  }

  @ParameterizedTest
  @MethodSource("unmapped")
  void refusesWhatIsNoMap(String resource, String value, String field) {
    assertThatThrownBy(() -> ResourceCheck.check(List.of(completed(resource, value)), ""))
        .hasMessageContaining(" x: %s is a ".formatted(field))
        .hasMessageContaining("which has to be a mapping of names to strings");
  }

  static Stream<Arguments> untexted() {
    return Stream.of("1234567", "12345678", "12.25", "true", "[hunter2]", "{a: hunter2}")
        .flatMap(value ->
            Stream.of(
                Arguments.of("{kind: Secret, data: {password: %s}}", value, "data"),
                Arguments.of("{kind: Secret, stringData: {password: %s}}", value, "stringData"),
                Arguments.of("{kind: ConfigMap, data: {password: %s}}", value, "data"),
                Arguments.of(
                    "{kind: ConfigMap, binaryData: {password: %s}}", value, "binaryData")));
  }

  @ParameterizedTest
  @MethodSource("untexted")
  void refusesAValueThatIsNoStringAndDoesNotShowIt(String resource, String value, String field) {
    assertThatThrownBy(() -> ResourceCheck.check(List.of(completed(resource, value)), ""))
        .hasMessageContaining(" x: %s.password is a ".formatted(field))
        .hasMessageContaining("which has to be a string")
        .hasMessageNotContainingAny("hunter2", "12", "true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hunter2!!", "hunter2", "aHVudGVyMg", "aHVu dGVyMg==", "=", "aHVudGVyMg==="})
  void refusesWhatIsNotBase64AndDoesNotShowIt(String value) {
    for (String field :
        List.of("{kind: Secret, data: {p: '%s'}}", "{kind: ConfigMap, binaryData: {p: '%s'}}")) {
      assertThatThrownBy(() -> ResourceCheck.check(List.of(completed(field, value)), ""))
          .hasMessageContaining(".p is not base64")
          .hasMessageNotContainingAny("hunter2", "aHVu", "===");
    }
  }

  @Test
  void takesWhatTheServerTakesAndPutsItIntoTheFormThatReadsBackEqual() {
    ObjectNode secret =
        completed(
            "{kind: Secret, data: {a: \"aHVu\\ndGVyMg==\\n\", b: null, c: ''}, stringData: {d: null, a: %s}}",
            "x");
    ResourceCheck.check(List.of(secret), "");
    assertThat(secret.path("data")).isEqualTo(yaml("{a: eA==, b: '', c: '', d: ''}"));
    ObjectNode lines = completed("{kind: Secret, data: {a: \"%s\"}}", "aHVu\\ndGVyMg==\\n");
    ResourceCheck.check(List.of(lines), "");
    assertThat(lines.path("data").path("a").asText()).isEqualTo("aHVudGVyMg==");
    ObjectNode none = completed("{kind: Secret, data: %s, stringData: null}", "null");
    ResourceCheck.check(List.of(none), "");
    assertThat(none.has("data") || none.has("stringData")).isFalse();
  }

  @Test
  void leavesTheDataOfAKindOfThatNameInAnotherGroupAlone() {
    ObjectNode other =
        yaml(
            "{apiVersion: vault.example/v1, kind: Secret, metadata: {name: x}, data: 7, stringData: [a]}");
    ObjectNode before = other.deepCopy();
    ResourceCheck.check(List.of(other), "");
    assertThat(other).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "~"})
  void putsAResourceWithAnEmptyNamespaceIntoTheOneOfTheOption(String namespace) {
    ObjectNode secret = completed("{kind: Secret, metadata: {namespace: %s}}", namespace);
    ResourceCheck.check(List.of(secret), "n");
    assertThat(secret.path("metadata").path("namespace").asText()).isEqualTo("n");
    ObjectNode nowhere = completed("{kind: Secret, metadata: {namespace: %s}}", namespace);
    ResourceCheck.check(List.of(nowhere), "");
    assertThat(nowhere.path("metadata").has("namespace")).isFalse();
  }

  @Test
  void refusesAnOptionThatIsNoNamespace() {
    assertThatThrownBy(() -> ResourceCheck.check(List.of(), "My Namespace"))
        .hasMessageContaining("option namespace: 'My Namespace' is no namespace");
  }

  @Test
  void takesOneNameOfOneKindInTwoGroupsForTwoResourcesAndInTwoVersionsForOne() {
    String resource = "{apiVersion: %s, kind: Widget, metadata: {name: x}}";
    List<ObjectNode> groups =
        List.of(yaml(resource.formatted("a.example/v1")), yaml(resource.formatted("b.example/v1")));
    ResourceCheck.check(groups, "n");
    List<ObjectNode> versions =
        List.of(yaml(resource.formatted("a.example/v1")), yaml(resource.formatted("a.example/v2")));
    assertThatThrownBy(() -> ResourceCheck.check(versions, "n"))
        .hasMessageContaining("Widget x is in the batch twice");
  }

  @Test
  void refusesAResourceThatIsThereTwice() {
    String secret = "{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: n}}";
    assertThatThrownBy(() -> ResourceCheck.check(List.of(yaml(secret), yaml(secret)), ""))
        .hasMessageContaining("Secret x is in the batch twice");
  }

  @Test
  void putsStringDataIntoTheFormThatReadsBackEqual() {
    ObjectNode secret =
        yaml("{apiVersion: v1, kind: Secret, metadata: {name: x}, stringData: {password: hello}}");
    ResourceCheck.check(List.of(secret), "n");
    assertThat(secret.has("stringData")).isFalse();
    assertThat(secret.path("data").path("password").asText()).isEqualTo("aGVsbG8=");
    assertThat(secret.path("metadata").path("namespace").asText()).isEqualTo("n");
  }

  @Test
  void makesNamespacesAndDefinitionsFirstAndRemovesThemLast() {
    List<ObjectNode> batch = new ArrayList<>();
    for (String kind :
        List.of(
            "kafka.strimzi.io/v1, kind: KafkaTopic",
            "kafka.strimzi.io/v1, kind: Kafka",
            "rbac.authorization.k8s.io/v1, kind: RoleBinding",
            "v1, kind: Secret",
            "v1, kind: Namespace")) {
      batch.add(yaml("{apiVersion: %s, metadata: {name: x}}".formatted(kind)));
    }
    assertThat(kinds(ApplyOrder.phases(batch, true)))
        .containsExactly("Namespace", "Secret", "RoleBinding", "Kafka", "KafkaTopic");
    assertThat(kinds(ApplyOrder.phases(batch, false)))
        .containsExactly("KafkaTopic", "Kafka", "RoleBinding", "Secret", "Namespace");
  }

  @Test
  void takesAKindOfADefinitionForNothingElseThatHasItsName() {
    List<ObjectNode> batch =
        List.of(
            yaml("{apiVersion: other.example/v1, kind: Namespace, metadata: {name: x}}"),
            yaml("{apiVersion: v1, kind: Secret, metadata: {name: x}}"));
    assertThat(kinds(ApplyOrder.phases(batch, true))).containsExactly("Secret", "Namespace");
  }

  private static ObjectNode completed(String resource, String value) {
    ObjectNode complete = yaml(resource.formatted(value)).put("apiVersion", "v1");
    complete.withObjectProperty("metadata").put("name", "x");
    return complete;
  }

  private static List<String> kinds(List<List<ObjectNode>> phases) {
    return phases.stream()
        .flatMap(List::stream)
        .map(resource -> resource.path("kind").asText())
        .toList();
  }

  private static ObjectNode yaml(String text) {
    return (ObjectNode) PlainTree.of(YamlDocuments.read(text).iterator().next(), "it");
  }
}
