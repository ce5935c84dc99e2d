package dev.strimzidr.lab.image.operator.kafka.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Listeners;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.Services;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All Services of a cluster. */
public final class ClusterServices {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ServicePort CONTROL_PLANE = Services.port("tcp-ctrlplane", 9090);
  private static final ServicePort REPLICATION = Services.port("tcp-replication", 9091);
  private static final ServicePort AGENT = Services.port("tcp-kafkaagent", 8443);

  private ClusterServices() {}

  public static List<Service> of(Cluster cluster) {
    List<Service> services = new ArrayList<>(List.of(bootstrap(cluster), headless(cluster)));
    for (GenericKafkaListener listener : cluster.listeners()) {
      if (!Listeners.isInternal(listener)) {
        if (Listeners.hasBootstrapService(listener)) {
          services.add(externalBootstrap(cluster, listener));
        }
        cluster.brokers().forEach(node -> services.add(ofBroker(cluster, node, listener)));
      }
    }
    return services;
  }

  private static Service bootstrap(Cluster cluster) {
    List<ServicePort> ports = new ArrayList<>(List.of(REPLICATION));
    ports.addAll(internalPorts(cluster));
    var metadata =
        cluster
            .component()
            .metadata(
                KafkaResources.bootstrapServiceName(cluster.name()),
                Map.of(Labels.DISCOVERY, "true"),
                Map.of(Labels.DISCOVERY, discovery(cluster)));
    return Services.clusterIp(metadata, ports, brokers(cluster));
  }

  private static Service headless(Cluster cluster) {
    List<ServicePort> ports = new ArrayList<>(List.of(CONTROL_PLANE, REPLICATION, AGENT));
    ports.addAll(internalPorts(cluster));
    return Services.headless(
        cluster.component().metadata(KafkaResources.brokersServiceName(cluster.name())),
        ports,
        cluster.component().selector());
  }

  private static Service externalBootstrap(Cluster cluster, GenericKafkaListener listener) {
    var settings = ExternalSettings.ofBootstrap(listener);
    var metadata =
        cluster
            .component()
            .metadata(
                Listeners.bootstrapService(cluster.name(), listener),
                settings.labels(),
                settings.annotations());
    return settings.apply(
        Services.service(
            metadata, settings.serviceType(), List.of(port(listener)), brokers(cluster)));
  }

  private static Service ofBroker(Cluster cluster, Node node, GenericKafkaListener listener) {
    Pool pool = cluster.poolOf(node);
    var settings = ExternalSettings.ofBroker(listener, node);
    Map<String, String> selector = new LinkedHashMap<>(pool.component().selector());
    selector.put(Labels.POD_NAME, node.podName());
    var metadata =
        pool.component()
            .metadata(
                Listeners.brokerService(node, listener), settings.labels(), settings.annotations());
    return settings.apply(
        Services.service(metadata, settings.serviceType(), List.of(port(listener)), selector));
  }

  private static Map<String, String> brokers(Cluster cluster) {
    Map<String, String> selector = new LinkedHashMap<>(cluster.component().selector());
    selector.put(Labels.BROKER_ROLE, "true");
    return selector;
  }

  private static List<ServicePort> internalPorts(Cluster cluster) {
    return cluster.listeners().stream()
        .filter(Listeners::isInternal)
        .map(ClusterServices::port)
        .toList();
  }

  private static ServicePort port(GenericKafkaListener listener) {
    return Services.port(Listeners.portName(listener), listener.getPort());
  }

  private static String discovery(Cluster cluster) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (GenericKafkaListener listener : cluster.listeners()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("port", listener.getPort());
      entry.put("tls", listener.isTls());
      entry.put("protocol", "kafka");
      entry.put("auth", listener.getAuth() == null ? "none" : listener.getAuth().getType());
      entries.add(entry);
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
