package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FenceClusterTest {
  private static final Duration REQUEST = Duration.ofSeconds(10);

  @Test
  void aPasswordThatTheBrokerLearnsAMomentLaterIsGood() throws Exception {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    CompletableFuture<Void> given =
        CompletableFuture.runAsync(() -> RealKafka.get().user("late"), later);
    try (FenceCluster cluster = new FenceCluster(access("late"), REQUEST)) {
      assertThat(given).isNotDone();
      assertThat(cluster.brokers(Instant.now().plus(REQUEST))).hasSize(1);
      assertThat(given).isDone();
    }
  }

  @Test
  void aPasswordThatIsWrongIsSaidSo() {
    try (FenceCluster cluster = new FenceCluster(access("nobody"), REQUEST)) {
      assertThatExceptionOfType(ModuleFailure.class)
          .isThrownBy(() -> cluster.brokers(Instant.now().plusSeconds(2)))
          .returns(Reason.UNAUTHENTICATED, ModuleFailure::reason);
    }
  }

  private static KafkaAccess access(String user) {
    return new KafkaAccess(
        RealKafka.get().address("clients"),
        true,
        List.of(RealKafka.get().authority()),
        Optional.of(new KafkaAccess.Password(user, RealKafka.PASSWORD)));
  }
}
