package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The one consumer of a group. It writes down what it reads before it commits it. When nothing
 * comes for a while it counts as failed, as an application's liveness probe has it.
 */
final class ConsumerWork implements Supervisor.Work {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Map<String, String> DEFAULTS =
      Map.of(
          ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");

  private final ClientSettings settings;
  private final RunInfo info;
  private final String group;
  private final Pace pace;
  private final Duration idle;
  private final Stopping written;
  private final Stopping stopping;
  private final Ledger ledger;
  private final Events events;

  /**
   * Begins nothing yet.
   *
   * @param idle after how long without a record a client counts as failed
   * @param written nobody writes any more: it ends when it has read everything
   * @param stopping it ends at once
   */
  ConsumerWork(
      ClientSettings settings,
      RunInfo info,
      String group,
      Pace pace,
      Duration idle,
      Stopping written,
      Stopping stopping,
      Ledger ledger,
      Events events) {
    this.settings = settings;
    this.info = info;
    this.group = group;
    this.pace = pace;
    this.idle = idle;
    this.written = written;
    this.stopping = stopping;
    this.ledger = ledger;
    this.events = events;
  }

  @Override
  public void run(int client) {
    try (Consumer<byte[], byte[]> consumer = open()) {
      Session session = new Session(consumer, client);
      consumer.subscribe(info.topics(), session);
      session.follow();
    }
  }

  private Consumer<byte[], byte[]> open() {
    Map<String, Object> fixed =
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG, group,
            ConsumerConfig.CLIENT_ID_CONFIG, group,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(
        settings.with(DEFAULTS, fixed), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What one client has read and not committed yet. */
  private final class Session implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;
    private final int client;
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    private int records;
    private long committed = System.nanoTime();

    Session(Consumer<byte[], byte[]> consumer, int client) {
      this.consumer = consumer;
      this.client = client;
    }

    void follow() {
      long last = System.nanoTime();
      while (!stopping.requested()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          last = System.nanoTime();
          take(record);
          commitIfDue();
        }
        commitIfDue();
        if (written.requested() && atEnd()) {
          commit();
          events.add(group, "drained", "client " + client);
          return;
        }
        if (System.nanoTime() - last > idle.toNanos()) {
          throw new KafkaException("nothing came for %d s".formatted(idle.toSeconds()));
        }
      }
      commit();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      Optional<RecordId> id = RecordId.of(info.run(), record.topic(), record.key(), record.value());
      id.ifPresent(known ->
          ledger.add(
              Consumed.read(known, client, record.partition(), record.offset(), Instant.now())));
      read.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
      records++;
    }

    private void commitIfDue() {
      if (pace.due(records, System.nanoTime() - committed)) {
        commit();
      }
    }

    private void commit() {
      if (!read.isEmpty()) {
        consumer.commitSync(read);
        ledger.add(Consumed.of(Consumed.What.COMMITTED, client, Instant.now()));
        read.clear();
      }
      records = 0;
      committed = System.nanoTime();
    }

    private boolean atEnd() {
      Set<TopicPartition> assigned = consumer.assignment();
      return !assigned.isEmpty()
          && consumer.endOffsets(assigned).entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** What was read of them may be read again, at offsets of another site: it is not committed. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!read.isEmpty()) {
        ledger.add(Consumed.of(Consumed.What.FORGOTTEN, client, Instant.now()));
        read.clear();
        records = 0;
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      events.add(group, "assigned", List.copyOf(partitions).toString());
    }
  }
}
