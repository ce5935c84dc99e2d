package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImitationTest {
  @Test
  void valuesOfVariablesOfTheEntityOperatorAreServed() {
    assertThatCode(() ->
            check(
                "{topicOperatorContainer: {env: [{name: A, value: a}]}, userOperatorContainer:"
                    + " {env: [{name: B, value: b}]}}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {deployment: {}} | deployment
          {pod: {priorityClassName: p}} | pod
          {serviceAccount: {}} | serviceAccount
          {entityOperatorRole: {}} | entityOperatorRole
          {topicOperatorContainer: {securityContext: {runAsUser: 1}}} | topicOperatorContainer.securityContext
          {userOperatorContainer: {volumeMounts: [{name: v, mountPath: /mnt/v}]}} | userOperatorContainer.volumeMounts
          {userOperatorContainer: {env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: B, value: b}]}} | userOperatorContainer.env.A.valueFrom
          """)
  void theRestOfTheEntityOperatorsTemplateIsRefusedByName(String template, String field) {
    assertThatThrownBy(() -> check(template))
        .hasMessage(
            "The lab's stand-in for Strimzi does not imitate Kafka.spec.entityOperator.template."
                + field);
  }

  private static void check(String template) {
    Kafka kafka =
        Yaml.read(
            "{metadata: {name: c}, spec: {kafka: {}, entityOperator: {userOperator: {}, template: %s}}}"
                .formatted(template),
            Kafka.class);
    Imitation.check(kafka, List.of());
  }
}
