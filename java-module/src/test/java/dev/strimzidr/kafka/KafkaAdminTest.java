package dev.strimzidr.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaAdminTest {
  private static final RealKafka KAFKA = RealKafka.get();

  @Test
  void aTimeoutBelowThatOfARequestHolds() {
    assertThat(brokers("plain")).isEqualTo(1);

    ModuleFailure failure = catchThrowableOfType(ModuleFailure.class, () -> brokers("nobody"));

    assertThat(failure.reason()).as(failure.message()).isEqualTo(Reason.TIMEOUT);
  }

  private static int brokers(String listener) {
    KafkaAccess access =
        new KafkaAccess(KAFKA.address(listener), false, List.of(), Optional.empty());
    try (KafkaAdmin cluster = new KafkaAdmin(access, Duration.ofSeconds(3))) {
      return cluster.ask(
          "asking for brokers", admin -> admin.describeCluster().nodes().get().size());
    }
  }
}
