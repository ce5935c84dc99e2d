package dev.strimzidr.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The old active site of tests: a real broker, with the topics and records that a test needs. */
final class OldSite {
  static final String AT = "2026-01-31T12:00:00Z";

  private static final RealKafka KAFKA = RealKafka.get();
  static final String NAMESPACE = "tail";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OldSite() {}

  private static final class Created {
    private static final boolean DONE = create();

    private static boolean create() {
      KafkaSite.create(
          NAMESPACE,
          Map.of("plain", new KafkaSite.Given(KAFKA.address("plain"), "", false)),
          Map.of());
      return true;
    }
  }

  /** Makes it reachable; tests of one run share it. */
  static void createOnce() {
    if (!Created.DONE) {
      throw new IllegalStateException();
    }
  }

  interface Order {
    void give(Admin admin) throws Exception;
  }

  static void admin(Order order) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.address("plain")))) {
      order.give(admin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static void topic(String topic, int partitions, Map<String, String> settings) {
    admin(admin ->
        admin
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all()
            .get());
  }

  /** What retention does. */
  static void deleteBefore(String topic, int partition, long offset) {
    admin(admin ->
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
            .all()
            .get());
  }

  static void committed(String group, String topic, int partition, long position) {
    admin(admin ->
        admin
            .alterConsumerGroupOffsets(
                group,
                Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(position)))
            .all()
            .get());
  }

  static Producer<byte[], byte[]> producer(Map<String, ?> settings) {
    return producer(settings, KAFKA.address("plain"));
  }

  static Producer<byte[], byte[]> producer(Map<String, ?> settings, String servers) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("bootstrap.servers", servers);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A producer that has begun no transaction yet. */
  static Producer<byte[], byte[]> transactional(String id) {
    Producer<byte[], byte[]> producer = producer(Map.of("transactional.id", id));
    producer.initTransactions();
    return producer;
  }

  static void write(String topic, int partition, String... values) {
    try (Producer<byte[], byte[]> producer = producer(Map.of())) {
      send(producer, topic, partition, values);
      producer.flush();
    }
  }

  static void send(
      Producer<byte[], byte[]> producer, String topic, int partition, String... values) {
    for (String value : values) {
      var unused = producer.send(new ProducerRecord<>(topic, partition, null, bytes(value)));
    }
    producer.flush();
  }

  /**
   * Waits until no transaction is open in a topic of one partition: who ends one is answered before
   * the marker is in its log.
   */
  static void awaitEnded(String topic) {
    awaitEnded(topic, 0);
  }

  static void awaitEnded(String topic, int number) {
    List<TopicPartition> partition = List.of(new TopicPartition(topic, number));
    admin(admin ->
        Awaitility.await("the end of transactions in " + topic)
            .atMost(Duration.ofSeconds(30))
            .until(() ->
                LogBounds.of(admin, partition).values().stream()
                    .allMatch(bounds -> bounds.lastStableOffset() == bounds.highWatermark())));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Fork points of one topic: the offset of the last copied record of each partition. */
  static Map<String, Object> copied(String topic, @Nullable Long... copied) {
    List<Long> ends = Arrays.stream(copied).map(c -> c == null ? 0L : c + 1).toList();
    return points(Map.of(topic, Map.of("copied", Arrays.asList(copied), "ends", ends)));
  }

  static Map<String, Object> points(Map<String, ?> topics) {
    return Map.of("from", "prod", "to", "dr", "at", AT, "topics", topics);
  }

  static Map<String, Object> options(
      String topics, Map<String, Object> forkPoints, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", List.of(site("prod", NAMESPACE), site("dr", ActiveSite.NAMESPACE)));
    options.put("source", "prod");
    options.put("listener", "plain");
    options.put("user", "nobody");
    options.put("topics", topics);
    options.put("fork_points", forkPoints);
    options.put("timeout", 20);
    options.putAll(more);
    return options;
  }

  private static Map<String, String> site(String name, String namespace) {
    return Map.of(
        "name",
        name,
        "namespace",
        namespace,
        "cluster",
        KafkaSite.CLUSTER,
        "kubeconfig",
        RealApi.kubeconfig().toString());
  }

  static JsonNode find(String topics, Map<String, Object> forkPoints) {
    return Modules.call(new TailModule(), options(topics, forkPoints, Map.of()));
  }

  static Map<String, Object> exported(Path directory) {
    return Map.of("state", "exported", "directory", directory.toString());
  }

  static JsonNode export(String topics, Map<String, Object> forkPoints, Path directory) {
    return Modules.call(new TailModule(), options(topics, forkPoints, exported(directory)));
  }

  static JsonNode manifest(Path directory) {
    try {
      return JSON.readTree(directory.resolve("manifest.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(Path directory, String topic, int partition) {
    return directory.resolve("records/%s/%d.jsonl.gz".formatted(topic, partition));
  }

  /** The lines of a partition's file. */
  static List<JsonNode> lines(Path directory, String topic, int partition) {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file(directory, topic, partition))),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of a partition's file. */
  static List<String> values(Path directory, String topic, int partition) {
    return lines(directory, topic, partition).stream()
        .map(line -> new String(binary(line.path("value_base64")), StandardCharsets.UTF_8))
        .toList();
  }

  static byte[] binary(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
