package dev.strimzidr.lab.image.operator.kafka.resource;

import dev.strimzidr.lab.image.operator.kafka.Listeners;
import dev.strimzidr.lab.image.operator.kafka.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.strimzi.api.kafka.model.common.template.ExternalTrafficPolicy;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListenerConfiguration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a listener's configuration asks of one Service that is reached from outside. */
record ExternalSettings(
    GenericKafkaListener listener,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable String loadBalancerIp,
    @Nullable Integer nodePort) {

  static ExternalSettings ofBootstrap(GenericKafkaListener listener) {
    var bootstrap =
        Listeners.configuration(listener).map(GenericKafkaListenerConfiguration::getBootstrap);
    return new ExternalSettings(
        listener,
        bootstrap.map(b -> b.getLabels()).orElse(Map.of()),
        bootstrap.map(b -> b.getAnnotations()).orElse(Map.of()),
        bootstrap.map(b -> b.getLoadBalancerIP()).orElse(null),
        bootstrap.map(b -> b.getNodePort()).orElse(null));
  }

  static ExternalSettings ofBroker(GenericKafkaListener listener, Node node) {
    var broker = Listeners.broker(listener, node);
    var configuration = Listeners.configuration(listener);
    return new ExternalSettings(
        listener,
        broker
            .map(b -> b.getLabels())
            .filter(labels -> !labels.isEmpty())
            .orElse(render(configuration.map(c -> c.getPerBrokerLabelsTemplate()), node)),
        broker
            .map(b -> b.getAnnotations())
            .filter(annotations -> !annotations.isEmpty())
            .orElse(render(configuration.map(c -> c.getPerBrokerAnnotationsTemplate()), node)),
        broker.map(b -> b.getLoadBalancerIP()).orElse(null),
        broker.map(b -> b.getNodePort()).orElse(null));
  }

  String serviceType() {
    return Listeners.isLoadBalancer(listener) ? "LoadBalancer" : "ClusterIP";
  }

  Service apply(Service service) {
    if (!Listeners.isLoadBalancer(listener)) {
      return service;
    }
    var configuration = Listeners.configuration(listener);
    String policy =
        configuration
            .map(GenericKafkaListenerConfiguration::getExternalTrafficPolicy)
            .orElse(ExternalTrafficPolicy.CLUSTER)
            .toValue();
    var builder =
        new ServiceBuilder(service)
            .editSpec()
            .withExternalTrafficPolicy(policy)
            .withLoadBalancerIP(loadBalancerIp)
            .withLoadBalancerClass(configuration.map(c -> c.getControllerClass()).orElse(null))
            .withLoadBalancerSourceRanges(
                configuration.map(c -> c.getLoadBalancerSourceRanges()).orElse(null))
            .withAllocateLoadBalancerNodePorts(
                configuration.map(c -> c.getAllocateLoadBalancerNodePorts()).orElse(null))
            .editFirstPort()
            .withNodePort(nodePort)
            .endPort();
    return builder.endSpec().build();
  }

  private static Map<String, String> render(Optional<Map<String, String>> templates, Node node) {
    Map<String, String> rendered = new TreeMap<>();
    templates
        .orElse(Map.of())
        .forEach((key, template) -> rendered.put(key, Listeners.render(template, node)));
    return rendered;
  }
}
