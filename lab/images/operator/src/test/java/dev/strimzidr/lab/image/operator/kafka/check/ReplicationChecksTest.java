package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationChecksTest {
  @ParameterizedTest(name = "{0}={1} with {2} brokers")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default.replication.factor               | 3 | 1 | Kafka configuration option 'default.replication.factor' should be set to 1 because this cluster has only 1 Kafka broker(s).
          offsets.topic.replication.factor         | 3 | 2 | Kafka configuration option 'offsets.topic.replication.factor' should be set to 2 or less because this cluster has only 2 Kafka broker(s).
          transaction.state.log.replication.factor | 4 | 3 | Kafka configuration option 'transaction.state.log.replication.factor' should be set to 3 or less because this cluster has only 3 Kafka broker(s).
          transaction.state.log.min.isr            | 2 | 1 | Kafka configuration option 'transaction.state.log.min.isr' should be set to 1 because this cluster has only 1 Kafka broker(s).
          default.replication.factor               | x | 1 | Property default.replication.factor should be an integer
          """)
  void refusesMoreReplicasThanBrokers(String option, String value, int brokers, String message) {
    assertThatThrownBy(() -> ReplicationChecks.check(Map.of(option, value), brokers))
        .hasMessage(message);
  }

  @Test
  void servesAsManyAsThereAreBrokers() {
    Map<String, Object> config = Map.of("default.replication.factor", 3);

    assertThatCode(() -> ReplicationChecks.check(config, 3)).doesNotThrowAnyException();
    assertThatCode(() -> ReplicationChecks.check(null, 1)).doesNotThrowAnyException();
  }
}
