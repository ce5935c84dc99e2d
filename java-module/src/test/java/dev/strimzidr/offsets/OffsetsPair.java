package dev.strimzidr.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.ConnectOffsets;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.RealKafka;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Two sites in two namespaces of the real API server, whose Kafka is one real broker, and the
 * offset topic of Connect workers there.
 */
final class OffsetsPair implements AutoCloseable {
  static final String PROD = "offsets-prod";
  static final String DR = "offsets-dr";

  /** Where the mirror writes down where groups stand. */
  static final String CHECKPOINTS = DR + ".checkpoints.internal";

  private static final String CONNECTOR = "offsets-dr->offsets-prod.MirrorSourceConnector";
  private static final String OFFSETS = "__offsets-prod-offset";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> settings =
      Map.of("bootstrap.servers", RealKafka.get().address("plain"));
  private final Admin admin = Admin.create(settings);
  private final KafkaProducer<byte[], byte[]> producer = producer(settings);

  private static boolean made;

  /** The sites are made once, and are the same for all tests. */
  static OffsetsPair start() {
    OffsetsPair pair = new OffsetsPair();
    if (!made) {
      made = true;
      KafkaSite.Given plain = new KafkaSite.Given(RealKafka.get().address("plain"), "", false);
      List.of(PROD, DR).forEach(site -> KafkaSite.create(site, Map.of("plain", plain), Map.of()));
      pair.topic(OFFSETS, 0);
    }
    return pair;
  }

  /** The option {@code sites}. */
  static List<Map<String, Object>> sites() {
    return KafkaSite.pair(PROD, PROD, DR, DR);
  }

  /** Makes a topic with so many records in each partition. */
  void topic(String name, int... records) {
    await(
        admin
            .createTopics(List.of(new NewTopic(name, records.length, (short) 1)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
    List<Future<?>> sent = new ArrayList<>();
    for (int partition = 0; partition < records.length; partition++) {
      for (int record = 0; record < records[partition]; record++) {
        sent.add(producer.send(new ProducerRecord<>(name, partition, null, new byte[] {1})));
      }
    }
    sent.forEach(OffsetsPair::await);
  }

  void delete(String... topics) {
    await(admin.deleteTopics(List.of(topics)).all().toCompletionStage().toCompletableFuture());
  }

  void deleteBefore(String topic, long offset) {
    await(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  /** Somebody in a group. */
  AutoCloseable member(String group, String topic) {
    Map<String, Object> member = new HashMap<>(settings);
    member.put("group.id", group);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(Set.of(topic));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> {
          consumer.poll(Duration.ofMillis(100));
          return !consumer.assignment().isEmpty();
        });
    return consumer;
  }

  /** A group stands there, and the mirror has written down that it does. */
  void commit(String group, String topic, long offset) {
    TopicPartition partition = new TopicPartition(topic, 0);
    await(
        admin
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
    ProducerRecord<byte[], byte[]> beginning =
        Checkpoints.atBeginning(DR, new Checkpoints.Key(group, partition));
    ByteBuffer value = ByteBuffer.wrap(beginning.value());
    value.putLong(Short.BYTES, offset).putLong(Short.BYTES + Long.BYTES, offset);
    await(producer.send(new ProducerRecord<>(beginning.topic(), beginning.key(), value.array())));
  }

  /** Where a group stands by its own commits, and by what the mirror has written down. */
  Map<String, List<Long>> positions(String group) {
    Map<String, List<Long>> positions = new HashMap<>();
    KafkaAccess access =
        new KafkaAccess(RealKafka.get().address("plain"), false, List.of(), Optional.empty());
    try (KafkaCluster cluster = new KafkaCluster(access, SOON)) {
      GroupPositions.read(cluster, group::equals)
          .positions()
          .getOrDefault(group, Map.of())
          .forEach((partition, offset) ->
              positions.computeIfAbsent(partition.topic(), topic -> new ArrayList<>()).add(offset));
      Checkpoints.read(cluster, DR)
          .forEach((key, written) ->
              positions
                  .computeIfAbsent(key.partition().topic(), topic -> new ArrayList<>())
                  .add(written.target()));
    }
    return positions;
  }

  /** What Connect has stored, by partition in Kafka's words. */
  Map<String, Long> stored() {
    Map<String, Long> stored = new HashMap<>();
    KafkaAccess access =
        new KafkaAccess(RealKafka.get().address("plain"), false, List.of(), Optional.empty());
    try (KafkaCluster cluster = new KafkaCluster(access, SOON)) {
      new ConnectOffsets(cluster, OFFSETS, CONNECTOR)
          .read()
          .forEach((partition, offset) -> stored.put(partition.toString(), offset));
    }
    return stored;
  }

  /** Stores as Connect does; null takes back. */
  void store(String topic, int partition, @Nullable Integer offset) {
    String key =
        "[\"%s\",{\"cluster\":\"%s\",\"partition\":%d,\"topic\":\"%s\"}]"
            .formatted(CONNECTOR, DR, partition, topic);
    byte[] value =
        offset == null
            ? null
            : "{\"offset\":%d}".formatted(offset).getBytes(StandardCharsets.UTF_8);
    await(
        producer.send(new ProducerRecord<>(OFFSETS, key.getBytes(StandardCharsets.UTF_8), value)));
  }

  /** Takes back all that is stored. */
  void forget() {
    stored()
        .keySet()
        .forEach(partition -> {
          int dash = partition.lastIndexOf('-');
          store(
              partition.substring(0, dash), Integer.parseInt(partition.substring(dash + 1)), null);
        });
  }

  /** Does what Connect does when Strimzi hands it the offsets of the ConfigMap. */
  void alter(KubeApi api, String configMap) {
    try {
      String offered =
          api.get(new Ref(KnownKinds.CONFIG_MAP, PROD, configMap))
              .path("data")
              .path(CONNECTOR.replace("->", "--") + ".json")
              .asText("");
      if (offered.isEmpty()) {
        throw new IllegalStateException("Data field is missing.");
      }
      for (JsonNode entry : JSON.readTree(offered).path("offsets")) {
        store(
            entry.path("partition").path("topic").asText(),
            entry.path("partition").path("partition").asInt(),
            entry.path("offset").isNull() ? null : entry.path("offset").path("offset").asInt());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  /** One request at a time: a topic that was made a moment ago turns some of them away. */
  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> oneByOne = new HashMap<>(settings);
    oneByOne.put("enable.idempotence", false);
    oneByOne.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(oneByOne, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void await(Future<?> future) {
    try {
      Object unused = future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
