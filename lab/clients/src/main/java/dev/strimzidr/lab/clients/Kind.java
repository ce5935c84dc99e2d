package dev.strimzidr.lab.clients;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A kind of producer. None may write a record twice: what the plain one cannot write at once it
 * gives up, so that each duplicate is somebody else's.
 */
enum Kind {
  PLAIN,
  IDEMPOTENT,
  TRANSACTIONAL;

  Map<String, String> settings() {
    return switch (this) {
      case PLAIN ->
          Map.of(
              ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
              ProducerConfig.RETRIES_CONFIG, "0");
      case IDEMPOTENT, TRANSACTIONAL -> Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
