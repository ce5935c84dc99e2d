package dev.strimzidr.tail;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.kafka.SpanReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ours at the active site, of one partition, in which a tail is kept. How many replicas
 * it has, and how many have to be in sync, is what the brokers do by default.
 */
final class KeptTopic {
  private static final String SOCKET_BYTES = "socket.request.max.bytes";

  /** A request is larger than the records in it. */
  private static final int REQUEST_OVERHEAD = 64 * 1024;

  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  private final KafkaCluster cluster;
  private final String name;

  /** It is not asked for yet. */
  KeptTopic(KafkaCluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The topic, and where it is. */
  String place() {
    return "Topic %s at %s".formatted(name, cluster.access().bootstrapServers());
  }

  boolean there() {
    return cluster.ask(
        "asking for topics", admin -> admin.listTopics().names().get().contains(name));
  }

  /**
   * Makes it, or gives it the settings that it has to have.
   *
   * @param retention how long records are kept from when they are written here; nothing for ever
   * @param write false to predict only
   * @return whether something was changed
   */
  boolean make(Optional<Duration> retention, boolean write) {
    Map<String, String> wanted =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            String.valueOf(retention.map(Duration::toMillis).orElse(-1L)),
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1",
            // Retention would delete old records at once, and never those of the future.
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            // Nobody else writes here: what the brokers take at all may come.
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(limit()));
    if (!there()) {
      if (write) {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(wanted);
        Object unused =
            cluster.ask(
                "making the topic " + name,
                admin -> admin.createTopics(List.of(topic)).all().get());
      }
      return true;
    }
    Config has = config();
    List<AlterConfigOp> orders = new ArrayList<>();
    wanted.forEach((key, value) -> {
      ConfigEntry entry = has.get(key);
      if (entry == null || !value.equals(entry.value())) {
        orders.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
      }
    });
    if (write && !orders.isEmpty()) {
      Object unused =
          cluster.ask(
              "setting up the topic " + name,
              admin -> admin.incrementalAlterConfigs(Map.of(resource(), orders)).all().get());
    }
    return !orders.isEmpty();
  }

  /** How long its records are kept; nothing for ever. */
  Optional<Duration> retention() {
    ConfigEntry entry = config().get(TopicConfig.RETENTION_MS_CONFIG);
    long millis = entry == null ? -1 : Long.parseLong(entry.value());
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private Config config() {
    return cluster.ask(
        "asking for the settings of the topic " + name,
        admin ->
            Objects.requireNonNull(
                admin.describeConfigs(List.of(resource())).all().get().get(resource())));
  }

  private ConfigResource resource() {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  /** The largest record that all brokers take: nobody can raise what a connection may carry. */
  private int limit() {
    return cluster.ask(
        "asking what brokers take",
        admin -> {
          List<ConfigResource> brokers = new ArrayList<>();
          for (Node node : admin.describeCluster().nodes().get()) {
            brokers.add(new ConfigResource(ConfigResource.Type.BROKER, node.idString()));
          }
          int least = Integer.MAX_VALUE;
          for (Config config : admin.describeConfigs(brokers).all().get().values()) {
            ConfigEntry entry = config.get(SOCKET_BYTES);
            if (entry != null) {
              least = Math.min(least, Integer.parseInt(entry.value()));
            }
          }
          return least - REQUEST_OVERHEAD;
        });
  }

  /** A writer; whoever wrote before cannot any more, and what it left half done is gone. */
  KeptWriter writer(Pace pace) {
    return new KeptWriter(cluster.access(), name, limit(), cluster.timeout(), pace);
  }

  /**
   * Reads all that is committed.
   *
   * @param settled whether to wait for transactions that are just ending
   * @param taker takes each record as it was at its source
   */
  KeptLog read(
      boolean settled, Consumer<ConsumerRecord<byte @Nullable [], byte @Nullable []>> taker) {
    LogBounds bounds = bounds();
    KeptLog log = new KeptLog(place(), bounds.logStartOffset());
    long end = settled ? bounds.highWatermark() : bounds.lastStableOffset();
    spans(
        new SpanReader.Span(bounds.logStartOffset(), end),
        found -> log.take(found).ifPresent(taker));
    return log;
  }

  private LogBounds bounds() {
    TopicPartition partition = new TopicPartition(name, 0);
    return Objects.requireNonNull(
        cluster
            .ask(
                "asking for the offsets of " + name,
                admin -> LogBounds.of(admin, List.of(partition)))
            .get(partition));
  }

  /** From the log start offset to the last stable offset. */
  SpanReader.Span committed() {
    LogBounds bounds = bounds();
    return new SpanReader.Span(bounds.logStartOffset(), bounds.lastStableOffset());
  }

  /** When the first record was written that is still there, in milliseconds since 1970. */
  OptionalLong firstWritten() {
    TopicPartition partition = new TopicPartition(name, 0);
    long timestamp =
        cluster.ask(
            "asking for the first record of " + name,
            admin ->
                admin
                    .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(0)))
                    .partitionResult(partition)
                    .get()
                    .timestamp());
    return timestamp < 0 ? OptionalLong.empty() : OptionalLong.of(timestamp);
  }

  /** Hands over what is committed between two offsets. */
  void spans(
      SpanReader.Span span, Consumer<ConsumerRecord<byte @Nullable [], byte @Nullable []>> taker) {
    KafkaAccess access = cluster.access();
    String where = "reading %s at %s".formatted(name, access.bootstrapServers());
    try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer =
        Consumers.open(
            access,
            cluster.timeout(),
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES),
            where)) {
      new SpanReader(consumer, cluster.timeout(), where)
          .read(
              Map.of(new TopicPartition(name, 0), span),
              (partition, record) -> taker.accept(record));
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }
}
