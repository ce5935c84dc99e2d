package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers that write records as they are, with {@code acks=all}. */
public final class Producers {
  private Producers() {}

  /**
   * Connects nothing yet.
   *
   * @param timeout how long a record may take to be written
   * @param what what is tried, with the address, such as {@code writing records at a:9094}
   * @throws ModuleFailure when its properties are invalid, such as a bootstrap server that does not
   *     resolve
   */
  public static Producer<byte[], byte[]> open(KafkaAccess access, Duration timeout, String what) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    try {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
  }

  /**
   * Returns when all of these records are written.
   *
   * @param what as for {@link #open}
   * @throws ModuleFailure when one is not
   */
  public static void write(
      Producer<byte[], byte[]> producer,
      Collection<ProducerRecord<byte[], byte[]>> records,
      String what) {
    try {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata unused = one.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(e, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while " + what, e);
    }
  }

  /**
   * Commits all that was sent. It is flushed before: the sender thread of Kafka's producer (4.3.1)
   * may have looked for unsent batches just before the last record was handed over, and then sends
   * {@code EndTxn} first. That record is missing in the transaction, the next one waits for it
   * until its delivery times out, and nothing says so. Seen in 1 of some 10,000 transactions under
   * load.
   *
   * @throws KafkaException as the producer does
   */
  public static void commit(Producer<?, ?> producer) {
    producer.flush();
    producer.commitTransaction();
  }
}
