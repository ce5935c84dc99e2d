package dev.strimzidr.lab.image.operator.kafka.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleDownTest {
  @Test
  void poolsOfBrokersGetBackWhatTheyHad() {
    var asked =
        Yaml.list(
            KafkaNodePool.class,
            """
            metadata: {name: smaller}
            spec: {replicas: 1, roles: [broker]}
            status: {nodeIds: [0, 1, 2], roles: [broker]}
            """,
            """
            metadata: {name: other}
            spec: {replicas: 3, roles: [controller]}
            status: {nodeIds: [3, 4, 5], roles: [controller, broker]}
            """,
            """
            metadata: {name: larger}
            spec: {replicas: 2, roles: [broker]}
            status: {nodeIds: [6], roles: [broker]}
            """,
            """
            metadata: {name: controllers}
            spec: {replicas: 1, roles: [controller]}
            status: {nodeIds: [7, 8, 9], roles: [controller]}
            """,
            """
            metadata: {name: new}
            spec: {replicas: 1, roles: [broker]}
            """);

    List<KafkaNodePool> used = ScaleDown.reverted(asked);

    assertThat(used)
        .extracting(pool -> pool.getSpec().getReplicas())
        .containsExactly(3, 3, 2, 1, 1);
    assertThat(ScaleDown.warnings(asked, used))
        .containsExactly(
            "Reverting scale-down of KafkaNodePool smaller by changing number of replicas to 3",
            "Reverting role change of KafkaNodePool other (setting roles to [CONTROLLER, BROKER])");
  }
}
