package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real broker: what it lets in, what it refuses, and that nothing comes of it. */
class BrokerTrialTest {
  private static final RealKafka KAFKA = RealKafka.get();
  private static final Attempt WRITES =
      new Attempt(Set.of("fenced-w", "fenced-r"), Set.of(), Set.of(), Set.of(), Set.of());
  private static final Attempt READS =
      new Attempt(
          Set.of(), Set.of("fenced-w", "fenced-r"), Set.of("fenced-group"), Set.of(), Set.of());
  private static final Attempt MORE =
      new Attempt(Set.of(), Set.of(), Set.of(), Set.of("fenced-id"), Set.of("fenced-w"));

  private static final Node BROKER = new Node(0, RealKafka.HOST, KAFKA.port("clients"));
  private static final Node NOBODY = new Node(7, RealKafka.HOST, KAFKA.port("nobody"));

  @BeforeAll
  static void topics() {
    KAFKA.topic("fenced-w", Map.of());
    KAFKA.topic("fenced-r", Map.of());
    KAFKA.allow("writer", "fenced-w", AclOperation.WRITE);
    KAFKA.allow("reader", "fenced-r", AclOperation.READ);
  }

  @Test
  void whatIsLetInIsToldFromWhatIsRefused() {
    try (BrokerTrial writer = trial("writer", RealKafka.PASSWORD);
        BrokerTrial reader = trial("reader", RealKafka.PASSWORD)) {
      assertThat(writer.accepted(WRITES)).containsExactly("writes to topic fenced-w");
      assertThat(reader.accepted(WRITES)).isEmpty();
      assertThat(reader.accepted(READS)).containsExactly("reads from topic fenced-r");
      assertThat(writer.accepted(READS)).isEmpty();
      assertThat(writer.accepted(MORE)).isEmpty();
    }
  }

  @Test
  void nothingIsWritten() throws Exception {
    try (BrokerTrial writer = trial("writer", RealKafka.PASSWORD);
        Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) KAFKA.address("plain")))) {
      assertThat(writer.accepted(WRITES)).isNotEmpty();
      TopicPartition partition = new TopicPartition("fenced-w", 0);
      assertThat(
              admin
                  .listOffsets(Map.of(partition, OffsetSpec.latest()))
                  .partitionResult(partition)
                  .get()
                  .offset())
          .isZero();
    }
  }

  @Test
  void aWrongPasswordIsNoRefusalOfRights() {
    try (BrokerTrial stranger = trial("writer", "wrong")) {
      assertThatThrownBy(() -> stranger.accepted(WRITES))
          .isInstanceOfSatisfying(
              ModuleFailure.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED));
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerHasRefusedNothing() {
    try (BrokerTrial trial = new BrokerTrial(writer(), NOBODY, Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> trial.accepted(WRITES))
          .isInstanceOfSatisfying(
              ModuleFailure.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE))
          .hasMessageContaining("trying rights at broker 7");
    }
  }

  @Test
  void aBrokerThatIsJustRestartingIsAskedAgain() {
    Iterator<Node> first = List.of(NOBODY, NOBODY, BROKER).iterator();
    assertThat(FenceCluster.answered(Instant.now().plusSeconds(30), () -> tried(first.next())))
        .containsExactly("writes to topic fenced-w");
    assertThat(first.hasNext()).isFalse();
    assertThatThrownBy(() -> FenceCluster.answered(Instant.now(), () -> tried(NOBODY)))
        .isInstanceOf(ModuleFailure.class);
  }

  private static List<String> tried(Node broker) {
    try (BrokerTrial trial = new BrokerTrial(writer(), broker, Duration.ofSeconds(10))) {
      return trial.accepted(WRITES);
    }
  }

  private static KafkaAccess writer() {
    return access("writer", RealKafka.PASSWORD);
  }

  private static BrokerTrial trial(String user, String password) {
    return new BrokerTrial(access(user, password), BROKER, Duration.ofSeconds(10));
  }

  private static KafkaAccess access(String user, String password) {
    return new KafkaAccess(
        KAFKA.address("clients"),
        true,
        List.of(KAFKA.authority()),
        Optional.of(new KafkaAccess.Password(user, password)));
  }
}
