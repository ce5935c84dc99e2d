package dev.strimzidr.lab.image.operator.kafka;

import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfiguration;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfigurationBroker;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that follow from a listener, and its settings for one broker. */
public final class Listeners {
  private Listeners() {}

  public static String identifier(GenericKafkaListener listener) {
    return listener.getName() + "-" + listener.getPort();
  }

  /** As it is called in the broker's configuration. */
  public static String configName(GenericKafkaListener listener) {
    return identifier(listener).toUpperCase(Locale.ENGLISH);
  }

  /** Strimzi keeps the port names of its first listeners. */
  public static String portName(GenericKafkaListener listener) {
    boolean internal = isInternal(listener);
    if (internal && listener.getPort() == 9092 && "plain".equals(listener.getName())) {
      return "tcp-clients";
    }
    if (internal && listener.getPort() == 9093 && "tls".equals(listener.getName())) {
      return "tcp-clientstls";
    }
    return isClassicExternal(listener) ? "tcp-external" : "tcp-" + listener.getName();
  }

  public static String bootstrapService(String cluster, GenericKafkaListener listener) {
    return isInternal(listener)
        ? cluster + "-kafka-bootstrap"
        : cluster + "-kafka-" + listener.getName() + "-bootstrap";
  }

  public static String brokerService(Node node, GenericKafkaListener listener) {
    if (isClassicExternal(listener)) {
      return node.podName();
    }
    String set = node.podName().substring(0, node.podName().lastIndexOf('-'));
    return set + "-" + listener.getName() + "-" + node.id();
  }

  public static boolean isInternal(GenericKafkaListener listener) {
    return listener.getType() == KafkaListenerType.INTERNAL;
  }

  public static boolean isLoadBalancer(GenericKafkaListener listener) {
    return listener.getType() == KafkaListenerType.LOADBALANCER;
  }

  /** A load balancer may do without a Service of its own for bootstrapping. */
  public static boolean hasBootstrapService(GenericKafkaListener listener) {
    return configuration(listener)
        .map(GenericKafkaListenerConfiguration::getCreateBootstrapService)
        .orElse(true);
  }

  public static Optional<GenericKafkaListenerConfiguration> configuration(
      GenericKafkaListener listener) {
    return Optional.ofNullable(listener.getConfiguration());
  }

  /** The settings of one broker. */
  public static Optional<GenericKafkaListenerConfigurationBroker> broker(
      GenericKafkaListener listener, Node node) {
    return configuration(listener)
        .map(GenericKafkaListenerConfiguration::getBrokers)
        .flatMap(brokers -> brokers.stream().filter(b -> b.getBroker() == node.id()).findFirst());
  }

  public static Optional<String> advertisedHost(GenericKafkaListener listener, Node node) {
    return broker(listener, node)
        .map(GenericKafkaListenerConfigurationBroker::getAdvertisedHost)
        .or(() ->
            configuration(listener)
                .map(GenericKafkaListenerConfiguration::getAdvertisedHostTemplate)
                .map(template -> render(template, node)));
  }

  public static Optional<Integer> advertisedPort(GenericKafkaListener listener, Node node) {
    return broker(listener, node).map(GenericKafkaListenerConfigurationBroker::getAdvertisedPort);
  }

  /** Names that certificates carry beside those of Services. */
  public static List<String> alternativeNames(Collection<GenericKafkaListener> listeners) {
    return listeners.stream()
        .flatMap(listener -> configuration(listener).stream())
        .flatMap(configuration -> Optional.ofNullable(configuration.getBootstrap()).stream())
        .flatMap(bootstrap ->
            Optional.ofNullable(bootstrap.getAlternativeNames()).orElse(List.of()).stream())
        .distinct()
        .toList();
  }

  public static String render(String template, Node node) {
    return template
        .replace("{nodeId}", Integer.toString(node.id()))
        .replace("{nodePodName}", node.podName());
  }

  private static boolean isClassicExternal(GenericKafkaListener listener) {
    return listener.getPort() == 9094 && "external".equals(listener.getName());
  }
}
