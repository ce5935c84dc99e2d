package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Writes to a topic of ours in transactions. Each ends with a manifest of what is there then. */
final class KeptWriter implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int LINGER_MILLIS = 5;
  private static final int MOST_REQUEST_MILLIS = 30_000;
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;

  /** What Kafka adds to a record and to a header, at most, and a compression that gains nothing. */
  private static final int RECORD_OVERHEAD = 1024;

  private static final int HEADER_OVERHEAD = 10;
  private static final int EXPANSION = 128;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String where;
  private final int limit;
  private final Pace pace;
  private boolean begun;
  private long bytes;

  /**
   * Connects, and shuts out whoever wrote to the topic before.
   *
   * @param limit the size of the largest record that the brokers take
   */
  KeptWriter(KafkaAccess access, String topic, int limit, Duration timeout, Pace pace) {
    this.topic = topic;
    this.where = "writing to %s at %s".formatted(topic, access.bootstrapServers());
    this.limit = limit;
    this.pace = pace;
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limit);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, limit));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, MOST_REQUEST_MILLIS));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + LINGER_MILLIS);
    try {
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(CLOSE);
      throw KafkaErrors.of(e, where);
    }
  }

  /**
   * Writes a record of the tail.
   *
   * @param site where it comes from
   * @throws ModuleFailure when it is larger than what the brokers take
   */
  void write(String site, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    ProducerRecord<byte @Nullable [], byte @Nullable []> written =
        KeptRecords.of(topic, site, record);
    long size = size(written);
    if (size > limit) {
      throw new ModuleFailure(
          Reason.REJECTED,
          "%s: the record at offset %d of %s-%d has %d bytes with its headers, and the brokers take %d at most (socket.request.max.bytes). Raise that at the active site, and run it again"
              .formatted(where, record.offset(), record.topic(), record.partition(), size, limit));
    }
    send(written, size);
  }

  /** Whether it is time to commit. */
  boolean full() {
    return bytes >= pace.bytes();
  }

  /**
   * Ends the transaction.
   *
   * @param manifest of all that is in the topic then
   */
  void commit(Manifest manifest) {
    send(KeptRecords.of(topic, manifest), KeptRecords.size(manifest));
    try {
      Producers.commit(producer);
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
    begun = false;
    bytes = 0;
    pace.committed().run();
  }

  private void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record, long size) {
    try {
      if (!begun) {
        producer.beginTransaction();
        begun = true;
      }
      // What becomes of it is said when the transaction ends.
      var unused = producer.send(known(record));
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
    bytes += size;
  }

  @SuppressWarnings("NullAway") // the serializer takes null for no key and for no value
  private static ProducerRecord<byte[], byte[]> known(
      ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    return record;
  }

  private static long size(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    long size = (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    for (Header header : record.headers()) {
      byte[] data = header.value();
      size += Utils.utf8Length(header.key()) + (data == null ? 0L : data.length) + HEADER_OVERHEAD;
    }
    return size + size / EXPANSION + RECORD_OVERHEAD;
  }

  /** What is not committed counts no more from the next writer on, or when its time is over. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
