package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The target of a mirror that copies exactly once, on a real broker; the test is the mirror. There
 * is no source.
 */
final class LostMirror implements AutoCloseable {
  static final String PROD = "lostgroups-prod";
  static final String DR = "lostgroups-dr";
  static final String EXACT = "exact";
  static final String PLAIN = "plain";

  private static final String OFFSETS = "__%s-offset".formatted(DR);
  private static final String CHECKPOINTS = PROD + ".checkpoints.internal";
  private static final Map<String, Object> TARGET =
      Map.of("bootstrap.servers", RealKafka.get().address("plain"));

  private final Admin admin = Admin.create(TARGET);
  private final KafkaProducer<byte[], byte[]> worker = producer(Map.of("transactional.id", DR));
  private final KafkaProducer<byte[], byte[]> client = producer(Map.of());

  private LostMirror() {}

  static LostMirror start() throws Exception {
    RealKafka kafka = RealKafka.get();
    KafkaSite.create(PROD, listener(kafka.address("nobody")), Map.of());
    KafkaSite.create(DR, listener(kafka.address("plain")), Map.of());
    String plain = TestMirror.yaml(DR, PLAIN, PROD, DR, "stopped");
    RealApi.kubectlWith(plain + "---\n" + exact(EXACT), "apply", "--filename=-");
    LostMirror mirror = new LostMirror();
    mirror.topic(OFFSETS);
    mirror.topic(CHECKPOINTS);
    mirror.topic(PositionsTopic.NAME);
    mirror.worker.initTransactions();
    return mirror;
  }

  /** How a mirror of this name is declared that copies exactly once. */
  static String exact(String name) {
    return TestMirror.yaml(DR, name, PROD, DR, "stopped")
        .replace(
            "    statusStorageTopic:",
            "    config: {exactly.once.source.support: enabled}\n    statusStorageTopic:");
  }

  private static Map<String, KafkaSite.Given> listener(String address) {
    return Map.of("plain", new KafkaSite.Given(address, "", false));
  }

  /** Makes a topic with one partition. */
  void topic(String name) throws Exception {
    admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
  }

  /** Copies the records at these source offsets in one transaction, as a worker does. */
  void copy(String topic, long... sourceOffsets) throws Exception {
    worker.beginTransaction();
    for (long offset : sourceOffsets) {
      var unused = worker.send(new ProducerRecord<>(topic, 0, null, bytes("record " + offset)));
    }
    store(topic, sourceOffsets[sourceOffsets.length - 1]);
    Producers.commit(worker);
  }

  /** Copies the records from one source offset to before another, so many in each transaction. */
  void copy(String topic, long from, long to, int together) throws Exception {
    for (long first = from; first < to; first += together) {
      copy(topic, LongStream.range(first, Math.min(to, first + together)).toArray());
    }
  }

  /** Copies in a transaction that is not committed. */
  void begin(String topic, long sourceOffset) {
    worker.beginTransaction();
    var unused = worker.send(new ProducerRecord<>(topic, 0, null, bytes("record " + sourceOffset)));
    store(topic, sourceOffset);
    worker.flush();
  }

  void abort() {
    worker.abortTransaction();
  }

  private void store(String topic, long sourceOffset) {
    String key =
        "[\"%s->%s.MirrorSourceConnector\",{\"cluster\":\"%s\",\"partition\":0,\"topic\":\"%s\"}]"
            .formatted(PROD, DR, PROD, topic);
    var unused =
        worker.send(
            new ProducerRecord<>(
                OFFSETS, bytes(key), bytes("{\"offset\":%d}".formatted(sourceOffset))));
  }

  /** A record that the target writes itself. */
  void write(String topic, String value) throws Exception {
    Object unused = client.send(new ProducerRecord<>(topic, 0, null, bytes(value))).get();
  }

  /** Writes down a position, as MirrorMaker's {@code Checkpoint} does. */
  void checkpoint(String group, String topic, long source, long target) throws Exception {
    ByteBuffer key = ByteBuffer.allocate(500);
    text(key, group);
    text(key, topic);
    key.putInt(0);
    ByteBuffer value = ByteBuffer.allocate(100);
    value.putShort((short) 0).putLong(source).putLong(target);
    text(value, "");
    Object unused =
        client.send(new ProducerRecord<>(CHECKPOINTS, 0, written(key), written(value))).get();
  }

  private static void text(ByteBuffer to, String text) {
    to.putShort((short) text.length()).put(bytes(text));
  }

  private static byte[] written(ByteBuffer buffer) {
    byte[] written = new byte[buffer.position()];
    buffer.flip().get(written);
    return written;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Keeps a position of the source, as it is looked at now. */
  void keep(GroupKind kind, String group, String topic, long source) {
    keep(kind, group, topic, source, null);
  }

  /** The same with its place, as it was worked out while the source lived. */
  void keep(
      GroupKind kind,
      String group,
      String topic,
      long source,
      KeptPositions.@Nullable Place place) {
    KafkaAccess access =
        new KafkaAccess(RealKafka.get().address("plain"), false, List.of(), Optional.empty());
    KeptPositions positions =
        new KeptPositions(
            Instant.now(),
            Map.of(
                new Checkpoints.Key(group, new TopicPartition(topic, 0)),
                new KeptPositions.Kept(kind, new Position(source, "kept", null), "id", place)));
    try (KafkaCluster target = new KafkaCluster(access, Duration.ofSeconds(20))) {
      new PositionsTopic(target, "prod").write(positions, KeptPositions.NONE, "cluster");
    }
  }

  /** The ID that a topic has. */
  String id(String topic) throws Exception {
    return Objects.requireNonNull(
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
        .topicId()
        .toString();
  }

  void commit(String group, String topic, long position) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(position)))
        .all()
        .get();
  }

  /** Where a group stands; -1 for nowhere. */
  long position(String group, String topic) throws Exception {
    OffsetAndMetadata found =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(new TopicPartition(topic, 0));
    return found == null ? -1 : found.offset();
  }

  /** What a consumer needs to be a member of a group. */
  Map<String, Object> member(String group) {
    Map<String, Object> member = new HashMap<>(TARGET);
    member.put("group.id", group);
    return member;
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(TARGET);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    worker.close();
    client.close();
    admin.close();
  }
}
