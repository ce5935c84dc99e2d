package dev.strimzidr.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.Follower;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class LogEndOffsetsTest {
  private static final RealKafka KAFKA = RealKafka.get();
  private static final TopicPartition PARTITION = new TopicPartition("followed", 0);
  private static final KafkaAccess PLAIN =
      new KafkaAccess(KAFKA.address("plain"), false, List.of(), Optional.empty());

  @Test
  void whatOnlyTheLeaderHasIsSeen() {
    try (Follower follower = Follower.start(KAFKA);
        KafkaCluster cluster = new KafkaCluster(PLAIN, Duration.ofSeconds(30))) {
      KAFKA.followedTopic(PARTITION.topic());
      KAFKA.allow("reader", PARTITION.topic(), AclOperation.DESCRIBE);
      KAFKA.write(PARTITION.topic(), "a", "1", "1");
      follower.await(PARTITION.topic(), 1);
      assertThat(cluster.logEndOffsets(List.of(PARTITION.topic()))).containsEntry(PARTITION, 1L);

      KAFKA.write(PARTITION.topic(), "a", "2", "1");
      assertThat(cluster.logEndOffsets(List.of(PARTITION.topic()))).containsEntry(PARTITION, 2L);
      assertThat(asUser()).containsEntry(PARTITION, 2L);
      assertThat(KAFKA.readable(PARTITION.topic())).as("what a consumer sees").isEqualTo(1);

      follower.await(PARTITION.topic(), 2);
      KAFKA.deleteTopic(PARTITION.topic());
    }
  }

  @Test
  void whoIsNoLeaderIsTold() {
    LogEndOffsets offsets = new LogEndOffsets(PLAIN, Duration.ofSeconds(3));
    Node node = new Node(0, RealKafka.HOST, KAFKA.port("plain"));
    ModuleFailure unknown =
        catchThrowableOfType(
            ModuleFailure.class,
            () -> offsets.of(Map.of(node, List.of(new TopicPartition("there-is-none", 0)))));
    assertThat(unknown.reason()).as(unknown.message()).isEqualTo(Reason.NOT_FOUND);
    Node nobody = new Node(7, RealKafka.HOST, KAFKA.port("nobody"));
    ModuleFailure silent =
        catchThrowableOfType(
            ModuleFailure.class, () -> offsets.of(Map.of(nobody, List.of(PARTITION))));
    assertThat(silent.message())
        .contains("asking for log end offsets at broker 7 (" + KAFKA.address("nobody"));
  }

  /** Through TLS, with a password, as a user that may only describe the topic. */
  private static Map<TopicPartition, Long> asUser() {
    KafkaAccess access =
        new KafkaAccess(
            KAFKA.address("clients"),
            true,
            List.of(KAFKA.authority()),
            Optional.of(new KafkaAccess.Password("reader", RealKafka.PASSWORD)));
    try (KafkaCluster cluster = new KafkaCluster(access, Duration.ofSeconds(30))) {
      return cluster.logEndOffsets(List.of(PARTITION.topic()));
    }
  }
}
