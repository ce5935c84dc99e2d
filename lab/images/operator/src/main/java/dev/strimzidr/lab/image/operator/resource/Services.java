package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;

/** Services of the kinds that Strimzi makes. */
public final class Services {
  private Services() {}

  public static Service clusterIp(
      ObjectMeta metadata, List<ServicePort> ports, Map<String, String> selector) {
    return service(metadata, "ClusterIP", ports, selector);
  }

  public static Service service(
      ObjectMeta metadata, String type, List<ServicePort> ports, Map<String, String> selector) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType(type)
        .withPorts(ports)
        .withSelector(selector)
        .endSpec()
        .build();
  }

  /** Gives every Pod a name, ready or not. */
  public static Service headless(
      ObjectMeta metadata, List<ServicePort> ports, Map<String, String> selector) {
    return new ServiceBuilder(clusterIp(metadata, ports, selector))
        .editSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .endSpec()
        .build();
  }

  public static ServicePort port(String name, int port) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withNewTargetPort(name)
        .withProtocol("TCP")
        .build();
  }
}
