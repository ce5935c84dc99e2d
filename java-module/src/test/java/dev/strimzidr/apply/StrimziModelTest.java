package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrimziModelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KafkaTopic | {partitionz: 1}                                                  | unknown field spec.partitionz
          KafkaTopic | {partitions: many}                                               | spec.partitions has another type
          KafkaTopic | [a]                                                              | spec has another type
          Kafka      | {kafka: {listeners: [{name: a, prot: 1}]}}                       | unknown field spec.kafka.listeners.0.prot
          Kafka      | {kafka: {template: {pod: {metadata: {labelz: {a: b}}}}}}         | unknown field spec.kafka.template.pod.metadata.labelz
          KafkaUser  | {authorization: {type: simple, acls: [{resource: {typ: topic}}]}}| typ
          KafkaMirrorMaker2 | {target: {alias: a}, mirrors: [{source: {alis: b}}]}      | unknown field spec.mirrors.0.source.alis
          """)
  void namesTheFieldAndTheResource(String kind, String spec, String message) {
    assertThatThrownBy(() -> StrimziModel.check(resource(kind, spec)))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageStartingWith(kind + " x: ")
        .hasMessageContaining(message);
  }

  @Test
  void saysNothingOfWhatIsRightOrNotOfStrimzi() {
    String kafka =
        "{kafka: {listeners: [{name: a, port: 9092, type: internal, tls: true}], config: {any.thing: 1}, jvmOptions: {-Xmx: 1g}, template: {pod: {metadata: {labels: {a: b}}}}}, entityOperator: {topicOperator: {}}}";
    assertThatCode(() -> StrimziModel.check(resource("Kafka", kafka))).doesNotThrowAnyException();
    assertThatCode(() -> StrimziModel.check(resource("Other", "{a: b}")))
        .doesNotThrowAnyException();
  }

  private static ObjectNode resource(String kind, String spec) {
    return new ObjectMapper()
        .valueToTree(
            YamlDocuments.read(
                    "{apiVersion: kafka.strimzi.io/v1, kind: %s, metadata: {name: x, labels: {a: b}}, spec: %s}"
                        .formatted(kind, spec))
                .iterator()
                .next());
  }
}
