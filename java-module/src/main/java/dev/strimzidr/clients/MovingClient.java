package dev.strimzidr.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** What lets a client leave a site that is lost, and find the one that took over, by itself. */
final class MovingClient {
  /** All of them are properties of producers, consumers and the admin client; times in ms. */
  static final Map<String, Object> PROPERTIES = properties();

  private MovingClient() {}

  private static Map<String, Object> properties() {
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
}
