package dev.strimzidr.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.Follower;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogEndsTest {
  private static final RealKafka KAFKA = RealKafka.get();
  private static final TopicPartition PARTITION = new TopicPartition("followed", 0);
  private static final KafkaAccess PLAIN =
      new KafkaAccess(KAFKA.address("plain"), false, List.of(), Optional.empty());

  @Test
  void whatOnlyTheLeaderHasIsSeen() throws Exception {
    try (Follower follower = Follower.start();
        KafkaCluster cluster = new KafkaCluster(PLAIN, Duration.ofSeconds(30))) {
      Awaitility.await("the follower")
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              cluster.ask("brokers", admin -> admin.describeCluster().nodes().get().size()) == 2);
      // The first replica is preferred as the leader.
      NewTopic topic = new NewTopic(PARTITION.topic(), Map.of(0, List.of(0, 1)));
      cluster.ask("creating", admin -> admin.createTopics(List.of(topic)).all().get());
      KAFKA.allow("reader", PARTITION.topic(), AclOperation.DESCRIBE);
      write("all");
      assertThat(readable(cluster)).isEqualTo(1);
      assertThat(cluster.logEnds(List.of(PARTITION))).containsEntry(PARTITION, 1L);

      follower.freeze(true);
      write("1");
      assertThat(cluster.logEnds(List.of(PARTITION))).containsEntry(PARTITION, 2L);
      assertThat(asUser()).containsEntry(PARTITION, 2L);
      assertThat(readable(cluster)).as("what a consumer sees").isEqualTo(1);

      follower.freeze(false);
      Awaitility.await("the follower's copy")
          .atMost(Duration.ofSeconds(60))
          .until(() -> readable(cluster) == 2);
      cluster.ask("deleting", admin -> admin.deleteTopics(List.of(PARTITION.topic())).all().get());
    }
  }

  @Test
  void whoIsNoLeaderIsTold() {
    try (LogEnds ends = new LogEnds(PLAIN, Duration.ofSeconds(3))) {
      Node node = new Node(0, RealKafka.HOST, KAFKA.port("plain"));
      ModuleFailure unknown =
          catchThrowableOfType(
              ModuleFailure.class,
              () -> ends.of(Map.of(node, List.of(new TopicPartition("there-is-none", 0)))));
      assertThat(unknown.reason()).as(unknown.message()).isEqualTo(Reason.NOT_FOUND);
      Node nobody = new Node(7, RealKafka.HOST, KAFKA.port("nobody"));
      ModuleFailure silent =
          catchThrowableOfType(
              ModuleFailure.class, () -> ends.of(Map.of(nobody, List.of(PARTITION))));
      assertThat(silent.message())
          .contains("asking leaders for the ends of their logs at " + KAFKA.address("plain"));
    }
  }

  /** Through TLS, with a password, as a user that may only describe the topic. */
  private static Map<TopicPartition, Long> asUser() {
    KafkaAccess access =
        new KafkaAccess(
            KAFKA.address("clients"),
            true,
            List.of(KAFKA.authority()),
            Optional.of(new KafkaAccess.Login("reader", RealKafka.PASSWORD)));
    try (KafkaCluster cluster = new KafkaCluster(access, Duration.ofSeconds(30))) {
      return cluster.logEnds(List.of(PARTITION));
    }
  }

  private static long readable(KafkaCluster cluster) {
    return cluster.ask(
        "reading offsets",
        admin ->
            LogBounds.of(admin, List.of(PARTITION)).values().stream()
                .mapToLong(LogBounds::end)
                .sum());
  }

  private static void write(String acks) throws ExecutionException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(PLAIN.properties());
    settings.put(ProducerConfig.ACKS_CONFIG, acks);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      Object unused =
          producer.send(new ProducerRecord<>(PARTITION.topic(), 0, null, new byte[] {1})).get();
    }
  }
}
