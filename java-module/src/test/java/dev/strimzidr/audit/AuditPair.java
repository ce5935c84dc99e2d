package dev.strimzidr.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Two sites, each with a real cluster, between which the test is a mirror that copies exactly once.
 */
public final class AuditPair implements AutoCloseable {
  public static final RealKafka SOURCE = RealKafka.get();
  public static final RealKafka STANDBY = RealKafka.other();

  /** When the first record was written; each is a second later than the one before. */
  static final long BEGAN = System.currentTimeMillis() - Duration.ofHours(10).toMillis();

  private static final String MIRROR = "mirror";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final String prod;
  private final String dr;
  private final Map<RealKafka, Producer<byte[], byte[]>> producers = new HashMap<>();
  private final Producer<byte[], byte[]> worker;

  public AuditPair(String name) {
    prod = name + "-prod";
    dr = name + "-dr";
    KafkaSite.create(prod, listener(SOURCE), Map.of());
    KafkaSite.create(dr, listener(STANDBY), Map.of());
    RealApi.kubectlWith(
        TestMirror.yaml(dr, MIRROR, prod, dr, "running")
            .replace(
                "    statusStorageTopic:",
                "    config: {exactly.once.source.support: enabled}\n    statusStorageTopic:"),
        "apply",
        "--filename=-");
    STANDBY.topic(offsets(), Map.of("cleanup.policy", "compact"));
    producers.put(SOURCE, producer(SOURCE, Map.of()));
    producers.put(STANDBY, producer(STANDBY, Map.of()));
    worker = producer(STANDBY, Map.of("transactional.id", dr));
    worker.initTransactions();
  }

  private static Map<String, KafkaSite.Given> listener(RealKafka kafka) {
    return Map.of("plain", new KafkaSite.Given(kafka.address("plain"), "", false));
  }

  private String offsets() {
    return "__%s-offset".formatted(dr);
  }

  /** The name of a topic that the mirror copies. */
  public String topic(String name) {
    return dr + "-" + name;
  }

  /** Makes a topic at both sites. */
  public void make(String topic, int partitions, Map<String, String> settings) {
    SOURCE.topic(new NewTopic(topic, partitions, (short) 1).configs(settings));
    STANDBY.topic(new NewTopic(topic, partitions, (short) 1).configs(settings));
  }

  /** A record that tells its number in each of its fields. */
  public static ProducerRecord<byte[], byte[]> record(String topic, int number) {
    return record(topic, number, "value " + number, header("number", "" + number));
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, int number, @Nullable String value, Header... headers) {
    return new ProducerRecord<>(
        topic,
        0,
        BEGAN + number * 1000L,
        bytes("key " + number),
        value == null ? null : bytes(value),
        List.of(headers));
  }

  static Header header(String key, @Nullable String value) {
    return new RecordHeader(key, value == null ? null : bytes(value));
  }

  public static List<ProducerRecord<byte[], byte[]>> records(String topic, int from, int to) {
    return new ArrayList<>(
        IntStream.range(from, to).mapToObj(number -> record(topic, number)).toList());
  }

  public void write(RealKafka site, List<ProducerRecord<byte[], byte[]>> records) {
    Producer<byte[], byte[]> producer = java.util.Objects.requireNonNull(producers.get(site));
    send(producer, records);
  }

  static void send(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    records.forEach(record -> {
      var unused = producer.send(record);
    });
    producer.flush();
  }

  /** Copies records in one transaction, as a worker does, and stores the offset of the last. */
  public void copy(List<ProducerRecord<byte[], byte[]>> records, String topic, long sourceOffset) {
    worker.beginTransaction();
    send(worker, records);
    store(topic, 0, sourceOffset);
    Producers.commit(worker);
  }

  /** Copies in a transaction that is not ended. */
  void begin(List<ProducerRecord<byte[], byte[]>> records) {
    worker.beginTransaction();
    send(worker, records);
  }

  void abort() {
    worker.abortTransaction();
  }

  /** Stores up to where a partition is copied. */
  public void stored(String topic, int partition, long sourceOffset) {
    worker.beginTransaction();
    store(topic, partition, sourceOffset);
    Producers.commit(worker);
  }

  /** Takes back what is stored of a partition. */
  public void forget(String topic, int partition) {
    worker.beginTransaction();
    store(topic, partition, null);
    Producers.commit(worker);
  }

  private void store(String topic, int partition, @Nullable Long sourceOffset) {
    String key =
        "[\"%s->%s.MirrorSourceConnector\",{\"cluster\":\"%s\",\"partition\":%d,\"topic\":\"%s\"}]"
            .formatted(prod, dr, prod, partition, topic);
    var unused =
        worker.send(
            new ProducerRecord<>(
                offsets(),
                bytes(key),
                sourceOffset == null ? null : bytes("{\"offset\":%d}".formatted(sourceOffset))));
  }

  /** Both sites have the same records, and all are copied. */
  public void same(String topic, int records) {
    write(SOURCE, records(topic, 0, records));
    copy(records(topic, 0, records), topic, records - 1);
  }

  /** What retention does. */
  public static void deleteBefore(RealKafka site, String topic, long offset) throws Exception {
    try (Admin admin = admin(site)) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /** Waits until no transaction is open in the first partition: markers come after the answer. */
  static void awaitEnded(RealKafka site, String topic) {
    List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
    try (Admin admin = admin(site)) {
      Awaitility.await("the end of transactions in " + topic)
          .atMost(SOON)
          .until(() ->
              LogBounds.of(admin, partition).values().stream()
                  .allMatch(bounds -> bounds.lastStableOffset() == bounds.highWatermark()));
    }
  }

  static Admin admin(RealKafka site) {
    return Admin.create(Map.of("bootstrap.servers", site.address("plain")));
  }

  public static Producer<byte[], byte[]> producer(RealKafka site, Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", site.address("plain"));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The options of a module that looks at the mirror. */
  public Map<String, Object> options() {
    return Map.of(
        "sites",
        KafkaSite.pair("prod", prod, "dr", dr),
        "source",
        "prod",
        "name",
        MIRROR,
        "listener",
        "plain",
        "user",
        "nobody",
        "timeout",
        20);
  }

  /** Audits one topic. */
  JsonNode audit(String topic, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(more);
    options.putIfAbsent("topics", topic);
    return call(options);
  }

  /** Audits what the mirror copies, or what the options say. */
  JsonNode call(Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(options());
    options.putAll(more);
    return Modules.call(new AuditModule(), options);
  }

  @Override
  public void close() {
    worker.close();
    producers.values().forEach(Producer::close);
  }
}
