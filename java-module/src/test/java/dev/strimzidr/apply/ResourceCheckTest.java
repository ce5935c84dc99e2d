package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
            "stringData.n has to be a string"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesWhatIsWrong(String resource, String message) {
    assertThatThrownBy(() -> ResourceCheck.check(List.of(yaml(resource)), ""))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining(message);
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
    for (String kind : List.of("KafkaTopic", "Kafka", "RoleBinding", "Secret", "Namespace")) {
      batch.add(yaml("{apiVersion: v1, kind: %s, metadata: {name: x}}".formatted(kind)));
    }
    assertThat(kinds(ApplyOrder.phases(batch, true)))
        .containsExactly("Namespace", "Secret", "RoleBinding", "Kafka", "KafkaTopic");
    assertThat(kinds(ApplyOrder.phases(batch, false)))
        .containsExactly("KafkaTopic", "Kafka", "RoleBinding", "Secret", "Namespace");
  }

  private static List<String> kinds(List<List<ObjectNode>> phases) {
    return phases.stream()
        .flatMap(List::stream)
        .map(resource -> resource.path("kind").asText())
        .toList();
  }

  private static ObjectNode yaml(String text) {
    return new ObjectMapper().valueToTree(YamlDocuments.read(text).iterator().next());
  }
}
