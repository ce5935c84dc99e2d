package dev.strimzidr.lab.image.operator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.process.Environment;
import dev.strimzidr.lab.image.operator.process.OperatorSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityDeploymentTest {
  @Test
  void variablesOfTheTemplateComeLastAndNeverInsteadOfStrimzisOwn() {
    List<Container> containers =
        containers(
            """
            topicOperatorContainer: {env: [{name: A, value: "1"}]}
            userOperatorContainer:
              env:
              - {name: STRIMZI_NAMESPACE, value: elsewhere}
              - {name: STRIMZI_IGNORED_USERS_PATTERN, value: '^\\*|ANONYMOUS$'}
            """);

    assertThat(containers)
        .extracting(Container::getName)
        .containsExactly("topic-operator", "user-operator");
    assertThat(containers.get(0).getEnv().getLast()).isEqualTo(variable("A", "1"));
    assertThat(containers.get(1).getEnv())
        .endsWith(variable("STRIMZI_IGNORED_USERS_PATTERN", "^\\*|ANONYMOUS$"))
        .contains(variable("STRIMZI_NAMESPACE", "ns"))
        .doesNotContain(variable("STRIMZI_NAMESPACE", "elsewhere"));
  }

  private static List<Container> containers(String template) {
    Kafka kafka =
        Yaml.read(
            """
            metadata: {name: c, namespace: ns}
            spec:
              kafka: {}
              entityOperator:
                topicOperator: {}
                userOperator: {}
                template:
            %s
            """
                .formatted(template.indent(6).stripTrailing()),
            Kafka.class);
    var settings = OperatorSettings.of(new Environment(Map.of("STRIMZI_NAMESPACE", "ns")));
    return EntityDeployment.of(EntityOperator.of(kafka, settings).orElseThrow(), Map.of())
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
  }
}
