package dev.strimzidr.lab.clients;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Builds producers. */
final class Producers {
  /**
   * An application that is to notice a move does not wait for the defaults of minutes, and one that
   * writes hundreds of records a second does not send each by itself.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, "50",
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000",
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "20000");

  private Producers() {}

  /**
   * A producer.
   *
   * @param more what only this one has
   */
  static Producer<byte[], byte[]> open(
      ClientSettings settings, Kind kind, String name, Map<String, String> more) {
    Map<String, Object> fixed = new HashMap<>(kind.settings());
    fixed.putAll(more);
    fixed.put(ProducerConfig.ACKS_CONFIG, "all");
    fixed.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    return new KafkaProducer<>(
        settings.with(DEFAULTS, fixed), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
