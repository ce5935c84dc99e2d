package dev.strimzidr.lab.image.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void ofAResourcesLabelsOnlyTheUsersAreHandedDown() {
    Kafka kafka =
        Yaml.read(
            """
            metadata:
              name: c
              namespace: ns
              labels:
                team: x
                strimzi.io/cluster: c
                strimzi.io/kind: other
                app.kubernetes.io/name: other
                kustomize.toolkit.fluxcd.io/name: other
            """,
            Kafka.class);

    assertThat(Component.of(kafka, "c-kafka", "kafka").labels())
        .containsOnly(
            Map.entry("team", "x"),
            Map.entry("app.kubernetes.io/instance", "c"),
            Map.entry("app.kubernetes.io/managed-by", "strimzi-cluster-operator"),
            Map.entry("app.kubernetes.io/name", "kafka"),
            Map.entry("app.kubernetes.io/part-of", "strimzi-c"),
            Map.entry("strimzi.io/cluster", "c"),
            Map.entry("strimzi.io/component-type", "kafka"),
            Map.entry("strimzi.io/kind", "Kafka"),
            Map.entry("strimzi.io/name", "c-kafka"));
  }

  @Test
  void aLongNameIsCutToWhatALabelHolds() {
    Kafka kafka = Yaml.read("metadata: {name: %s-b}".formatted("a".repeat(62)), Kafka.class);

    assertThat(Component.of(kafka, "x", "kafka").labels())
        .containsEntry("app.kubernetes.io/instance", "a".repeat(62));
  }
}
