package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolChecksTest {
  private static final String START = "The Kafka cluster c is invalid: ";

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {replicas: 1, roles: [broker]} | [At least one KafkaNodePool with the controller role and at least one replica is required when KRaft mode is enabled]
          {replicas: 1, roles: [controller]}; {replicas: 0, roles: [broker]} | [At least one KafkaNodePool with the broker role and at least one replica is required when KRaft mode is enabled]
          {replicas: 1, roles: [controller, broker]}; {replicas: 1, roles: []} | [KafkaNodePool p1 has no role defined in .spec.roles]
          """)
  void refusesAClusterWithoutARole(String pools, String errors) {
    assertThatThrownBy(() -> PoolChecks.check("c", read(pools), "4.3-IV0"))
        .isInstanceOf(Refusal.class)
        .hasMessage(START + errors);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storage: {type: persistent-claim} | The size is mandatory for a persistent-claim storage (KafkaNodePool.spec.storage)
          storage: {type: jbod, volumes: []} | JbodStorage needs to contain at least one volume (KafkaNodePool.spec.storage)
          storage: {type: jbod, volumes: [{id: 0, type: persistent-claim}]} | The size is mandatory for a persistent-claim storage (KafkaNodePool.spec.storage)
          resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}} | [KafkaNodePool.spec.resources memory request must be <= limit]
          resources: {limits: {cpu: 0}} | [KafkaNodePool.spec.resources cpu limit must be > zero]
          """)
  void refusesStorageAndResourcesThatCannotBe(String part, String error) {
    var pools = read("{replicas: 1, roles: [controller, broker], %s}".formatted(part));

    assertThatThrownBy(() -> PoolChecks.check("c", pools, "4.3-IV0"))
        .isInstanceOf(Refusal.class)
        .hasMessage(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{replicas: 1, roles: [controller, broker]}",
        "{replicas: 3, roles: [controller]}; {replicas: 3, roles: [broker], storage: {type: jbod,"
            + " volumes: [{id: 0, type: persistent-claim, size: 1Gi}, {id: 1, type:"
            + " persistent-claim, size: 1Gi}]}}",
        "{replicas: 1, roles: [controller, broker], resources: {requests: {memory: 1Gi}, limits:"
            + " {memory: 1Gi, cpu: 500m}}}"
      })
  void servesWhatHasBothRoles(String pools) {
    assertThatCode(() -> PoolChecks.check("c", read(pools), "4.3-IV0")).doesNotThrowAnyException();
  }

  private static List<KafkaNodePool> read(String specs) {
    String[] all = specs.split(";", -1);
    for (int i = 0; i < all.length; i++) {
      all[i] = "{metadata: {name: p%d}, spec: %s}".formatted(i, all[i].strip());
    }
    return Yaml.list(KafkaNodePool.class, all);
  }
}
