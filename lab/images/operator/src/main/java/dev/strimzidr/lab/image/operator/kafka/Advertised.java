package dev.strimzidr.lab.image.operator.kafka;

import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What brokers tell clients to connect to.
 *
 * @param addresses by node id, then by the listener's identifier
 */
public record Advertised(Map<Integer, Map<String, Address>> addresses) {

  /** Host and port of one listener of one broker. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public Address of(Node node, GenericKafkaListener listener) {
    return Optional.ofNullable(addresses.get(node.id()))
        .map(listeners -> listeners.get(Listeners.identifier(listener)))
        .orElseThrow(() ->
            new IllegalStateException(
                "No address of " + node.podName() + " for " + listener.getName()));
  }

  /** A text that changes when an address of the node does. */
  public String fingerprint(Node node) {
    return addresses.getOrDefault(node.id(), Map.of()).entrySet().stream()
        .map(entry -> entry.getKey() + "://" + entry.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
