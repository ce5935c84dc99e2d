package dev.strimzidr.probe;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's clients, set up to say soon what is wrong.
 *
 * @param access how they get in
 * @param timeout how long each of their calls may take
 */
record Clients(KafkaAccess access, Duration timeout) {
  private static final int MOST_REQUEST_MILLIS = 10_000;
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;

  /**
   * As often does a producer try again, which takes about three seconds: enough for a new leader,
   * and what keeps it from writing is still said by its name, not as a timeout.
   */
  private static final int RETRIES = 5;

  Admin admin() {
    Map<String, Object> properties = properties();
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    return Admin.create(properties);
  }

  Producer<byte[], byte[]> producer(int maxRequestSize, int atMostMillis) {
    Map<String, Object> properties = properties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.RETRIES_CONFIG, RETRIES);
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 200);
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, atMostMillis);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestSize);
    properties.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, 2L * maxRequestSize));
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  Consumer<byte[], byte[]> consumer() {
    return Consumers.open(
        access, timeout, properties(), "reading a topic at " + access.bootstrapServers());
  }

  int millis() {
    return Math.toIntExact(timeout.toMillis());
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis(), MOST_REQUEST_MILLIS));
    return properties;
  }
}
