package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Applier;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.kafka.Advertised;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Listeners;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterServices;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType;
import io.strimzi.api.kafka.model.kafka.listener.ListenerAddress;
import io.strimzi.api.kafka.model.kafka.listener.ListenerAddressBuilder;
import io.strimzi.api.kafka.model.kafka.listener.ListenerStatus;
import io.strimzi.api.kafka.model.kafka.listener.ListenerStatusBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Makes the Services, waits for the addresses that they are given, and says what brokers advertise.
 */
final class ListenerStep {
  private static final List<KafkaListenerType> ORDER =
      List.of(
          KafkaListenerType.INTERNAL, KafkaListenerType.LOADBALANCER, KafkaListenerType.CLUSTER_IP);
  private final Session session;
  private final Cluster cluster;
  private final List<ListenerStatus> statuses = new ArrayList<>();
  private final Set<String> bootstrapNames = new LinkedHashSet<>();
  private final Map<Integer, Set<String>> brokerNames = new HashMap<>();
  private final Map<Integer, Map<String, Advertised.Address>> advertised = new HashMap<>();

  ListenerStep(Session session, Cluster cluster) {
    this.session = session;
    this.cluster = cluster;
  }

  Addresses run(Authority clusterCa) {
    applyServices();
    bootstrapNames.addAll(Listeners.alternativeNames(cluster.listeners()));
    cluster.listeners().stream()
        .sorted(Comparator.comparingInt(listener -> ORDER.indexOf(listener.getType())))
        .forEach(listener -> {
          List<String> hosts =
              Listeners.isLoadBalancer(listener) ? loadBalancer(listener) : inside(listener);
          statuses.add(status(listener, hosts, clusterCa));
        });
    return new Addresses(statuses, bootstrapNames, brokerNames, new Advertised(advertised));
  }

  private void applyServices() {
    List<Service> desired = ClusterServices.of(cluster);
    Set<String> names = new LinkedHashSet<>();
    desired.forEach(service -> names.add(service.getMetadata().getName()));
    session.applier().applyAll(desired);
    session.list(session.client().services(), cluster.component().selector()).stream()
        .filter(service -> !names.contains(service.getMetadata().getName()))
        .forEach(session.applier()::delete);
  }

  private List<String> inside(GenericKafkaListener listener) {
    boolean internal = Listeners.isInternal(listener);
    String service = Listeners.bootstrapService(cluster.name(), listener);
    if (!internal && listener.isTls()) {
      bootstrapNames.addAll(DnsNames.allOfService(cluster.namespace(), service));
    }
    for (Node node : cluster.brokers()) {
      String host =
          internal
              ? DnsNames.pod(
                  cluster.namespace(),
                  KafkaResources.brokersServiceName(cluster.name()),
                  node.podName())
              : DnsNames.service(cluster.namespace(), Listeners.brokerService(node, listener));
      if (!internal && listener.isTls()) {
        certified(node, host);
      }
      advertise(node, listener, host, listener.isTls());
    }
    return List.of(DnsNames.service(cluster.namespace(), service));
  }

  private List<String> loadBalancer(GenericKafkaListener listener) {
    Map<String, String> hosts = awaitAddresses(listener);
    List<String> bootstrap = new ArrayList<>();
    if (Listeners.hasBootstrapService(listener)) {
      String host =
          Objects.requireNonNull(hosts.get(Listeners.bootstrapService(cluster.name(), listener)));
      bootstrapNames.add(host);
      bootstrap.add(host);
    }
    for (Node node : cluster.brokers()) {
      String host = Objects.requireNonNull(hosts.get(Listeners.brokerService(node, listener)));
      if (!Listeners.hasBootstrapService(listener)) {
        bootstrap.add(host);
      }
      certified(node, host);
      advertise(node, listener, host, true);
    }
    return bootstrap;
  }

  /** The address of each Service of a listener, all awaited at once. */
  private Map<String, String> awaitAddresses(GenericKafkaListener listener) {
    List<String> services = new ArrayList<>();
    if (Listeners.hasBootstrapService(listener)) {
      services.add(Listeners.bootstrapService(cluster.name(), listener));
    }
    cluster.brokers().forEach(node -> services.add(Listeners.brokerService(node, listener)));
    List<Callable<Service>> tasks = new ArrayList<>();
    services.forEach(name -> tasks.add(() -> session.waiting().address(name)));
    Map<String, String> hosts = new LinkedHashMap<>();
    for (Service service : Applier.inParallel(tasks)) {
      LoadBalancerIngress first = service.getStatus().getLoadBalancer().getIngress().getFirst();
      hosts.put(
          service.getMetadata().getName(),
          Optional.ofNullable(first.getHostname()).orElseGet(first::getIp));
    }
    return hosts;
  }

  private void advertise(Node node, GenericKafkaListener listener, String host, boolean certified) {
    Optional<String> own = Listeners.advertisedHost(listener, node);
    if (certified) {
      own.ifPresent(name -> certified(node, name));
    }
    int port = Listeners.advertisedPort(listener, node).orElse(listener.getPort());
    advertised
        .computeIfAbsent(node.id(), id -> new HashMap<>())
        .put(Listeners.identifier(listener), new Advertised.Address(own.orElse(host), port));
  }

  private void certified(Node node, String name) {
    brokerNames.computeIfAbsent(node.id(), id -> new LinkedHashSet<>()).add(name);
  }

  private static ListenerStatus status(
      GenericKafkaListener listener, List<String> hosts, Authority clusterCa) {
    List<ListenerAddress> addresses =
        hosts.stream()
            .map(host ->
                new ListenerAddressBuilder().withHost(host).withPort(listener.getPort()).build())
            .toList();
    ListenerStatus status =
        new ListenerStatusBuilder().withName(listener.getName()).withAddresses(addresses).build();
    if (listener.isTls()) {
      status.setCertificates(List.of(clusterCa.certificatePem()));
    }
    return status;
  }
}
