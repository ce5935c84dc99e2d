package dev.strimzidr.clients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What lets a client leave a site that is lost, and find the one that took over, by itself. */
final class MovingClient {
  /** Those of producers, consumers and the admin client; times in ms. */
  static final Map<String, Object> OF_ALL = ofAll();

  /**
   * Those of producers. An idempotent producer that begins again at its bootstrap name takes its id
   * and its sequence numbers along, and they mean something else at the other cluster: where the id
   * is somebody's there, a record can be taken for one that is written already. It is acknowledged
   * then, and not there (seen with Kafka 4.3; {@code MovingProducerTest}). One request at a time
   * keeps the order of what is sent again.
   */
  static final Map<String, Object> OF_PRODUCERS = ofProducers();

  /** What a producer does instead that is idempotent or has transactions. */
  static final List<String> IDEMPOTENT_PRODUCER =
      List.of(
          "An idempotent or transactional producer has enable.idempotence=true and",
          "metadata.recovery.strategy=none, and is closed and made anew when a record fails.");

  private MovingClient() {}

  private static Map<String, Object> ofAll() {
    Map<String, Object> properties = new LinkedHashMap<>();
    // Every address of a name is tried. The default since Kafka 2.6.
    properties.put(CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG, "use_all_dns_ips");
    // A client that has lost every broker it knows begins again at its bootstrap name. The default
    // since Kafka 4.0, there since 3.8.
    properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
    // So does one that gets no answer from any of them for this long; the default of five minutes
    // is longer than a move.
    properties.put(CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG, 10_000);
    // A request to a site that has fallen silent is given up, and its connection with it.
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    // So is an attempt to connect to an address that nobody answers at.
    properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 4_000);
    properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 8_000);
    // While brokers are gone they are asked for once a second, so that the new site is seen soon.
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    // A connection that is not used does not keep a client at a site where nothing is left to do.
    properties.put(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, 60_000);
    return properties;
  }

  private static Map<String, Object> ofProducers() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return properties;
  }
}
