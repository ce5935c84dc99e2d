package dev.strimzidr.groups;

import static dev.strimzidr.groups.GroupsPair.SOURCE;
import static dev.strimzidr.groups.GroupsPair.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.BrokerConnection;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.StreamsGroupHeartbeatRequest;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of every kind and name, between two real clusters. At the target offsets are doubled. */
class GroupKindsTest {
  private static final GroupsPair PAIR = new GroupsPair("kinds");
  private static final String TOPIC = "kinds-dr-topic";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final int RECORDS = 20;

  @BeforeAll
  static void write() throws Exception {
    PAIR.make();
    GroupsPair.fill(SOURCE, TOPIC, List.of(RECORDS), false);
    GroupsPair.fill(TARGET, TOPIC, List.of(RECORDS), true);
    // A broker coordinates groups from the first commit on.
    GroupsPair.stand(PAIR.target(), "first", TOPIC, Map.of(0, 0L));
    GroupsPair.stand(PAIR.source(), "first", TOPIC, Map.of(0, 0L));
  }

  @AfterAll
  static void close() {
    PAIR.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"with blanks in it", "Prüfstände/für größere Äpfel", "connectors", "LONG"})
  void aGroupOfAnyNameIsCarried(String name) throws Exception {
    String group = name.equals("LONG") ? "x".repeat(249) : name;
    GroupsPair.stand(PAIR.source(), group, TOPIC, Map.of(0, 7L));

    assertThat(done(call(List.of(group))).at("/groups/0/group").asText()).isEqualTo(group);
    assertThat(PAIR.committed(group)).containsExactly(Map.entry(0, 14L));
  }

  @Test
  void theDefaultOfMirrorMakerLeavesGroupsOutByName() throws Exception {
    GroupsPair.stand(PAIR.source(), "connect-orders", TOPIC, Map.of(0, 7L));

    JsonNode answer = done(call(List.of("connect-orders")));
    assertThat(answer.path("groups")).isEmpty();
    assertThat(answer.at("/left_out/0/group").asText()).isEqualTo("connect-orders");
    assertThat(answer.at("/left_out/0/partitions").asInt()).isEqualTo(1);
    assertThat(PAIR.committed("connect-orders")).isEmpty();

    PAIR.exclude("__.*");
    try {
      assertThat(done(call(List.of("connect-orders"))).path("left_out")).isEmpty();
      assertThat(PAIR.committed("connect-orders")).containsExactly(Map.entry(0, 14L));
    } finally {
      PAIR.exclude(null);
    }
  }

  @Test
  void aGroupOfStreamsIsCarriedWithWhatItCommitted() throws Exception {
    beAndLeave(RealKafka.get(), "streams");
    PAIR.source()
        .alterStreamsGroupOffsets("streams", Map.of(PARTITION, new OffsetAndMetadata(7, "AQAA")))
        .all()
        .get();
    assertThat(kind(PAIR.source(), "streams")).contains(GroupType.STREAMS);

    JsonNode answer = done(call(List.of("streams")));
    assertThat(answer.at("/groups/0/kind").asText()).isEqualTo("streams");
    assertThat(answer.at("/groups/0/partitions/0/placed").asText()).isEqualTo("exact");

    // Its application begins at the target.
    beAndLeave(RealKafka.other(), "streams");
    assertThat(kind(PAIR.target(), "streams")).contains(GroupType.STREAMS);
    assertThat(
            PAIR.target()
                .listConsumerGroupOffsets("streams")
                .partitionsToOffsetAndMetadata()
                .get()
                .get(PARTITION))
        .isEqualTo(new OffsetAndMetadata(14, "AQAA"));
    assertThat(done(call(List.of("streams"))).path("changed").asBoolean()).isFalse();
  }

  @Test
  void aShareGroupIsCarriedByItsStartOffsetAndWhatIsDeliveredAgainIsSaid() throws Exception {
    String group = "share";
    // Kafka stores a start offset with the next acknowledgement.
    acknowledge(group, List.of(Set.of(0L, 1L, 2L, 3L, 4L), Set.of(7L, 9L)));

    JsonNode planned = done(call(List.of(group), Map.of("drained", false)));
    assertThat(planned.at("/groups/0/kind").asText()).isEqualTo("share");
    assertThat(planned.at("/groups/0/partitions/0/source").asLong()).isEqualTo(5);
    assertThat(planned.at("/groups/0/partitions/0/target").asLong()).isEqualTo(10);
    assertThat(planned.at("/notes/0").asText())
        .contains("2 records behind its start offset that are acknowledged are delivered again");

    assertThat(done(call(List.of(group))).path("changed").asBoolean()).isTrue();
    assertThat(kind(PAIR.target(), group)).contains(GroupType.SHARE);
    assertThat(startOffsets(group)).containsExactly(Map.entry(PARTITION, 10L));
    assertThat(done(call(List.of(group))).path("changed").asBoolean()).isFalse();
  }

  @Test
  void aGroupOfAnotherKindAtTheTargetIsNamedBeforehand() throws Exception {
    beAndLeave(RealKafka.other(), "kinds-differ");
    GroupsPair.stand(PAIR.source(), "kinds-differ", TOPIC, Map.of(0, 7L));

    JsonNode answer = call(List.of("kinds-differ"), Map.of("drained", false));
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
    assertThat(answer.path("msg").asText())
        .contains(
            "group kinds-differ is a classic group, and a streams group of that name is at the target: delete that one");
  }

  @Test
  void aGroupOfConnectsWorkersIsNoFinding() {
    try (BrokerConnection broker = broker(RealKafka.get())) {
      JoinGroupRequestData join =
          new JoinGroupRequestData()
              .setGroupId("workers")
              .setProtocolType("connect")
              .setGroupInstanceId("one")
              .setSessionTimeoutMs(30_000)
              .setRebalanceTimeoutMs(30_000)
              .setProtocols(
                  new JoinGroupRequestData.JoinGroupRequestProtocolCollection(
                      List.of(
                              new JoinGroupRequestData.JoinGroupRequestProtocol()
                                  .setName("sessioned")
                                  .setMetadata(new byte[] {0}))
                          .iterator()));
      awaitAnswer(broker, new JoinGroupRequest.Builder(join));
    }
    JsonNode answer = done(call(List.of("workers")));
    assertThat(answer.path("groups")).isEmpty();
    assertThat(answer.path("left_out")).isEmpty();
  }

  private static JsonNode call(List<String> groups) {
    return call(groups, Map.of());
  }

  private static JsonNode call(List<String> groups, Map<String, Object> more) {
    return PAIR.call(groups, more);
  }

  private static JsonNode done(JsonNode answer) {
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  private static Optional<GroupType> kind(Admin cluster, String group) throws Exception {
    return cluster.listGroups().all().get().stream()
        .filter(listed -> listed.groupId().equals(group))
        .findFirst()
        .flatMap(GroupListing::type);
  }

  private static Map<TopicPartition, Long> startOffsets(String group) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    PAIR.target()
        .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
        .partitionsToOffsetInfo(group)
        .get()
        .forEach((partition, info) -> offsets.put(partition, info.startOffset()));
    return offsets;
  }

  /** Reads all by a share group of the source, and acknowledges some; the others are given back. */
  private static void acknowledge(String group, List<Set<Long>> rounds) throws Exception {
    Collection<AlterConfigOp> earliest =
        List.of(
            new AlterConfigOp(
                new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET));
    PAIR.source()
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), earliest))
        .all()
        .get();
    Map<String, Object> settings = new HashMap<>(SOURCE);
    settings.put("group.id", group);
    settings.put("share.acknowledgement.mode", "explicit");
    try (ShareConsumer<byte[], byte[]> consumer =
        new KafkaShareConsumer<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      for (Set<Long> offsets : rounds) {
        Set<Long> left = new HashSet<>(offsets);
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> {
              for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                consumer.acknowledge(
                    record,
                    left.remove(record.offset())
                        ? AcknowledgeType.ACCEPT
                        : AcknowledgeType.RELEASE);
              }
              var unused = consumer.commitSync();
              return left.isEmpty();
            });
      }
    }
    Awaitility.await("the group is empty")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            PAIR.source().describeShareGroups(List.of(group)).all().get().values().stream()
                .allMatch(described -> described.members().isEmpty()));
  }

  /** Joins as a member of Kafka Streams, and leaves. */
  private static void beAndLeave(RealKafka kafka, String group) {
    try (BrokerConnection broker = broker(kafka)) {
      awaitAnswer(
          broker,
          heartbeat(
              member(group)
                  .setMemberEpoch(0)
                  .setRebalanceTimeoutMs(30_000)
                  .setTopology(
                      new StreamsGroupHeartbeatRequestData.Topology()
                          .setEpoch(0)
                          .setSubtopologies(
                              List.of(
                                  new StreamsGroupHeartbeatRequestData.Subtopology()
                                      .setSubtopologyId("0")
                                      .setSourceTopics(List.of(TOPIC)))))
                  .setActiveTasks(List.of())
                  .setStandbyTasks(List.of())
                  .setWarmupTasks(List.of())
                  .setProcessId("process")
                  .setClientTags(List.of())));
      answered(broker.ask(heartbeat(member(group).setMemberEpoch(-1))));
    }
  }

  private static StreamsGroupHeartbeatRequestData member(String group) {
    return new StreamsGroupHeartbeatRequestData().setGroupId(group).setMemberId("member");
  }

  private static AbstractRequest.Builder<?> heartbeat(StreamsGroupHeartbeatRequestData data) {
    return new StreamsGroupHeartbeatRequest.Builder(data);
  }

  /** A broker is the coordinator of a group as soon as it has the topic for that. */
  private static void awaitAnswer(BrokerConnection broker, AbstractRequest.Builder<?> request) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> answered(broker.ask(request)));
  }

  private static void answered(AbstractResponse response) {
    assertThat(response.errorCounts()).as(response.toString()).containsOnlyKeys(Errors.NONE);
  }

  private static BrokerConnection broker(RealKafka kafka) {
    KafkaAccess access =
        new KafkaAccess(kafka.address("plain"), false, List.of(), Optional.empty());
    return new BrokerConnection(
        access,
        new Node(0, RealKafka.HOST, kafka.port("plain")),
        Duration.ofSeconds(30),
        "joining a group");
  }
}
