package dev.strimzidr.tail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The active site of tests, where tails are kept: a real broker of its own. */
final class ActiveSite {
  static final String NAMESPACE = "tail-active";

  private static final RealKafka KAFKA = RealKafka.other();

  private ActiveSite() {}

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

  static void createOnce() {
    if (!Created.DONE) {
      throw new IllegalStateException();
    }
  }

  static KafkaAccess access() {
    return new KafkaAccess(KAFKA.address("plain"), false, List.of(), Optional.empty());
  }

  static RealKafka kafka() {
    return KAFKA;
  }

  static void admin(OldSite.Order order) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.address("plain")))) {
      order.give(admin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Options that name the topic. */
  static Map<String, Object> options(
      String topics, Map<String, Object> forkPoints, String topic, Map<String, ?> more) {
    Map<String, Object> options =
        new HashMap<>(OldSite.options(topics, forkPoints, Map.of("topic", topic)));
    options.putAll(more);
    return options;
  }

  /** Exports and keeps. */
  static JsonNode keep(
      String topics, Map<String, Object> forkPoints, Path directory, String topic) {
    return keep(new TailModule(), topics, forkPoints, directory, topic);
  }

  static JsonNode keep(
      TailModule module,
      String topics,
      Map<String, Object> forkPoints,
      Path directory,
      String topic) {
    return Modules.call(module, options(topics, forkPoints, topic, kept(directory)));
  }

  static Map<String, Object> kept(Path directory) {
    return Map.of("state", "kept", "directory", directory.toString());
  }

  /** What is committed in a topic of one partition. */
  static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    Map<String, Object> properties =
        Map.of("bootstrap.servers", KAFKA.address("plain"), "isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = KAFKA.readable(topic);
      while (consumer.position(partitions.getFirst()) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** The records of the tail in a topic, such as {@code orders-0@7=hello}. */
  static List<String> tail(String topic) {
    return records(topic).stream()
        .filter(record -> KeptRecords.manifest(record).isEmpty())
        .map(KeptRecords::record)
        .map(record ->
            "%s-%d@%d=%s"
                .formatted(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.value() == null
                        ? null
                        : new String(record.value(), java.nio.charset.StandardCharsets.UTF_8)))
        .toList();
  }
}
