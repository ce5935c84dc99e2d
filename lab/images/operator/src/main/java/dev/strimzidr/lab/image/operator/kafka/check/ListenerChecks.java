package dev.strimzidr.lab.image.operator.kafka.check;

import static io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType.CLUSTER_IP;
import static io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType.LOADBALANCER;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfiguration;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfigurationBootstrap;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfigurationBroker;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the listeners of a cluster. */
public final class ListenerChecks {
  private static final Pattern NAME = Pattern.compile(GenericKafkaListener.LISTENER_NAME_REGEX);
  private static final Set<Integer> FORBIDDEN_PORTS = Set.of(9404, 9999);
  private static final int LOWEST_PORT = 9092;

  private ListenerChecks() {}

  /**
   * Checks each listener and all of them together.
   *
   * @throws Refusal listing all that is wrong
   */
  public static void check(@Nullable List<GenericKafkaListener> listeners) {
    if (listeners == null || listeners.isEmpty()) {
      throw Refusal.invalidResource("The required field .spec.kafka.listeners is missing");
    }
    Set<String> errors = new LinkedHashSet<>();
    List<String> names = distinct(listeners, GenericKafkaListener::getName);
    if (names.size() != listeners.size()) {
      errors.add("every listener needs to have a unique name");
    }
    List<String> invalid = names.stream().filter(name -> !NAME.matcher(name).matches()).toList();
    if (!invalid.isEmpty()) {
      errors.add(
          "listener names %s are invalid and do not match the pattern %s"
              .formatted(invalid, GenericKafkaListener.LISTENER_NAME_REGEX));
    }
    if (distinct(listeners, GenericKafkaListener::getPort).size() != listeners.size()) {
      errors.add("every listener needs to have a unique port number");
    }
    listeners.forEach(listener -> check(listener, errors));
    if (!errors.isEmpty()) {
      throw Refusal.invalidResource("Listener configuration is not valid: " + errors);
    }
  }

  private static void check(GenericKafkaListener listener, Set<String> errors) {
    int port = listener.getPort();
    if (FORBIDDEN_PORTS.contains(port) || port < LOWEST_PORT) {
      errors.add("port " + port + " is forbidden and cannot be used");
    }
    if (!listener.isTls() && listener.getAuth() instanceof KafkaListenerAuthenticationTls) {
      errors.add(
          "listener %s cannot use tls type authentication with disabled TLS encryption"
              .formatted(listener.getName()));
    }
    Optional.ofNullable(listener.getConfiguration())
        .ifPresent(configuration -> new Settings(listener, errors).check(configuration));
  }

  private static <T> List<T> distinct(
      List<GenericKafkaListener> listeners, Function<GenericKafkaListener, T> of) {
    return listeners.stream().map(of).distinct().toList();
  }

  /** Settings that fit only some types of listeners. */
  private record Settings(GenericKafkaListener listener, Set<String> errors) {

    void check(GenericKafkaListenerConfiguration c) {
      String loadBalancer = "it is not LoadBalancer based listener";
      only(
          set(c.getControllerClass()),
          "class",
          "it is not an Ingress or LoadBalancer based listener",
          LOADBALANCER);
      only(
          set(c.getExternalTrafficPolicy()),
          "externalTrafficPolicy",
          "it is not LoadBalancer or NodePort based listener",
          LOADBALANCER);
      only(
          set(c.getLoadBalancerSourceRanges()),
          "loadBalancerSourceRanges",
          loadBalancer,
          LOADBALANCER);
      only(
          set(c.getAllocateLoadBalancerNodePorts()),
          "allocateLoadBalancerNodePorts",
          loadBalancer,
          LOADBALANCER);
      only(
          !c.getCreateBootstrapService(),
          "createBootstrapService",
          "it is not load balancer listener",
          LOADBALANCER);
      only(
          set(c.getPreferredNodePortAddressType()),
          "preferredAddressType",
          "it is not NodePort based listener");
      only(
          set(c.getHostTemplate()),
          "hostTemplate",
          "it is not TLSRoute, Route, or Ingress based listener");
      only(set(c.getParentRefs()), "parentRefs", "it is not TLSRoute based listener");
      String internal = "it is internal listener";
      only(set(c.getIpFamilyPolicy()), "ipFamilyPolicy", internal, LOADBALANCER, CLUSTER_IP);
      only(set(c.getIpFamilies()), "ipFamilies", internal, LOADBALANCER, CLUSTER_IP);
      only(
          set(c.getPublishNotReadyAddresses()),
          "publishNotReadyAddresses",
          internal,
          LOADBALANCER,
          CLUSTER_IP);
      String own = "it is not LoadBalancer, NodePort, Route, Ingress or ClusterIP based listener";
      only(
          set(c.getPerBrokerLabelsTemplate()),
          "perBrokerLabelsTemplate",
          own,
          LOADBALANCER,
          CLUSTER_IP);
      only(
          set(c.getPerBrokerAnnotationsTemplate()),
          "perBrokerAnnotationsTemplate",
          own,
          LOADBALANCER,
          CLUSTER_IP);
      Optional.ofNullable(c.getBootstrap()).ifPresent(this::check);
      Optional.ofNullable(c.getBrokers()).orElse(List.of()).forEach(this::check);
    }

    private void check(GenericKafkaListenerConfigurationBootstrap b) {
      checkAddress(
          "bootstrap", b.getHost(), b.getLoadBalancerIP(), b.getNodePort(), b.getExternalIPs());
      checkMetadata("bootstrap", b.getLabels(), b.getAnnotations());
    }

    private void check(GenericKafkaListenerConfigurationBroker b) {
      checkAddress(
          "brokers[]", b.getHost(), b.getLoadBalancerIP(), b.getNodePort(), b.getExternalIPs());
      checkMetadata("brokers[]", b.getLabels(), b.getAnnotations());
    }

    private void checkAddress(
        String path,
        @Nullable Object host,
        @Nullable Object ip,
        @Nullable Object port,
        @Nullable Object external) {
      only(set(host), path + ".host", "it is not TLSRoute, Route, or Ingress based listener");
      only(
          set(ip), path + ".loadBalancerIP", "it is not LoadBalancer based listener", LOADBALANCER);
      only(set(port), path + ".nodePort", "it is not NodePort based listener", LOADBALANCER);
      only(set(external), path + ".externalIPs", "it is not NodePort based listener");
    }

    private void checkMetadata(String path, @Nullable Object labels, @Nullable Object annotations) {
      String own =
          "it is not LoadBalancer, NodePort, TLSRoute, Route, Ingress, or ClusterIP based listener";
      only(set(labels), path + ".labels", own, LOADBALANCER, CLUSTER_IP);
      only(set(annotations), path + ".annotations", own, LOADBALANCER, CLUSTER_IP);
    }

    private void only(boolean given, String option, String because, KafkaListenerType... types) {
      if (given && !List.of(types).contains(listener.getType())) {
        errors.add(
            "listener %s cannot configure %s because %s"
                .formatted(listener.getName(), option, because));
      }
    }

    private static boolean set(@Nullable Object value) {
      return switch (value) {
        case null -> false;
        case Collection<?> collection -> !collection.isEmpty();
        case Map<?, ?> map -> !map.isEmpty();
        default -> true;
      };
    }
  }
}
