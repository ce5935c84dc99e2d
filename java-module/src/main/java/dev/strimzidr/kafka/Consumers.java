package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that read records as they are, belong to no group, and commit nothing. */
public final class Consumers {
  /**
   * These consumers read up to a known offset. A consumer fetches ahead, and at the end of a log
   * the broker holds that fetch for this long. No other fetch goes to the broker meanwhile, so with
   * Kafka's default of 500 ms the next partition would wait for it.
   */
  private static final int FETCH_WAIT_MILLIS = 10;

  private Consumers() {}

  /**
   * Connects nothing yet.
   *
   * @param timeout how long one call may take
   * @param more properties that only this consumer has
   * @param what what is tried, with the address, such as {@code reading records at a:9094}
   * @throws ModuleFailure when its properties are invalid, such as a bootstrap server that does not
   *     resolve
   */
  public static Consumer<byte[], byte[]> open(
      KafkaAccess access, Duration timeout, Map<String, ?> more, String what) {
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    properties.putAll(more);
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
  }
}
