package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Two sites, each with a real cluster, between which the test is the mirror. */
final class GroupsPair implements AutoCloseable {
  static final Map<String, Object> SOURCE = client(RealKafka.get());
  static final Map<String, Object> TARGET = client(RealKafka.other());
  private static final String MIRROR = "mirror";

  private final Admin source = Admin.create(SOURCE);
  private final Admin target = Admin.create(TARGET);
  private final String prod;
  private final String dr;

  /** Has nothing yet. Its mirror copies topics whose names begin with that of the pair and -dr. */
  GroupsPair(String name) {
    this.prod = name + "-prod";
    this.dr = name + "-dr";
  }

  void make() {
    KafkaSite.create(prod, Map.of("plain", given(RealKafka.get())), Map.of());
    KafkaSite.create(dr, Map.of("plain", given(RealKafka.other())), Map.of());
    RealApi.kubectlWith(TestMirror.yaml(dr, MIRROR, prod, dr, "running"), "apply", "--filename=-");
  }

  /**
   * Says which groups the mirror does not carry.
   *
   * @param groups null for MirrorMaker's own default
   */
  void exclude(@Nullable String groups) {
    RealApi.kubectl(
        "patch",
        "kafkamirrormaker2/" + MIRROR,
        "--namespace=" + dr,
        "--type=json",
        groups == null
            ? "--patch=[{\"op\":\"remove\",\"path\":\"/spec/mirrors/0/groupsExcludePattern\"}]"
            : "--patch=[{\"op\":\"add\",\"path\":\"/spec/mirrors/0/groupsExcludePattern\",\"value\":\"%s\"}]"
                .formatted(groups));
  }

  Admin source() {
    return source;
  }

  Admin target() {
    return target;
  }

  /** Stores how far the mirror is with the first partition of a topic, as its worker does. */
  void stored(String topic, long offset) throws Exception {
    String key =
        "[\"%s->%s.MirrorSourceConnector\",{\"cluster\":\"%s\",\"partition\":0,\"topic\":\"%s\"}]"
            .formatted(prod, dr, prod, topic);
    String offsets = "__%s-offset".formatted(dr);
    RealKafka.other().topic(offsets, Map.of("cleanup.policy", "compact"));
    RealKafka.other().write(offsets, key, "{\"offset\":%d}".formatted(offset), "all");
  }

  /** Carries the groups. */
  JsonNode call(List<String> groups, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("groups", groups);
    return call(options);
  }

  JsonNode call(Map<String, Object> more) {
    return Modules.call(new GroupsModule(), options(more));
  }

  JsonNode check(Map<String, Object> more) {
    return Modules.check(new GroupsModule(), options(more));
  }

  private Map<String, Object> options(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("sites", KafkaSite.pair("prod", prod, "dr", dr));
    options.putAll(Map.of("source", "prod", "name", MIRROR, "listener", "plain", "user", "nobody"));
    return options;
  }

  /** Where a group stands at the target, by partition. */
  Map<Integer, Long> committed(String group) throws Exception {
    Map<Integer, Long> committed = new TreeMap<>();
    target
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
    return committed;
  }

  /** Commits for a group that has no members. */
  static void stand(Admin cluster, String group, String topic, Map<Integer, Long> positions)
      throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions.forEach((partition, offset) ->
        offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    cluster.alterConsumerGroupOffsets(group, offsets).all().get();
  }

  /**
   * Makes a topic with so many records in each partition, no two of them alike.
   *
   * @param transactional whether each is a transaction of its own
   */
  static void fill(
      Map<String, Object> client, String topic, List<Integer> lengths, boolean transactional)
      throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, lengths.size(), (short) 1))).all().get();
    }
    Map<String, Object> settings = new HashMap<>(client);
    if (transactional) {
      settings.put("transactional.id", topic);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (transactional) {
        producer.initTransactions();
      }
      for (int partition = 0; partition < lengths.size(); partition++) {
        for (int record = 0; record < lengths.get(partition); record++) {
          if (transactional) {
            producer.beginTransaction();
          }
          byte[] value = {(byte) partition, (byte) record};
          assertThat(
                  producer.send(new ProducerRecord<>(topic, partition, null, value)).get().offset())
              .isEqualTo(transactional ? 2L * record : record);
          if (transactional) {
            producer.commitTransaction();
          }
        }
      }
    }
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }

  private static Map<String, Object> client(RealKafka kafka) {
    return Map.of("bootstrap.servers", kafka.address("plain"));
  }

  private static KafkaSite.Given given(RealKafka kafka) {
    return new KafkaSite.Given(kafka.address("plain"), "", false);
  }
}
