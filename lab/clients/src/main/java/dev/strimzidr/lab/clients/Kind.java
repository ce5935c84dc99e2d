package dev.strimzidr.lab.clients;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A kind of producer. All but one may not write a record twice, so that each duplicate is somebody
 * else's: what the plain one cannot write at once it gives up.
 */
enum Kind {
  PLAIN,
  /** As the properties files of the sites have it: it sends again until it is told, wherever. */
  RETRYING,
  IDEMPOTENT,
  TRANSACTIONAL;

  Map<String, String> settings() {
    return switch (this) {
      case PLAIN ->
          Map.of(
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
              ProducerConfig.RETRIES_CONFIG, "0");
      case RETRYING ->
          Map.of(
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
              ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1",
              ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000");
      // Their numbers mean nothing at another site.
      case IDEMPOTENT, TRANSACTIONAL ->
          Map.of(
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
              CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
