package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Where each Service listens, and the ready Pods behind it. */
final class Routes {
  private Routes() {}

  static Map<Frontend, List<InetSocketAddress>> plan(
      Collection<Service> services, Collection<Pod> pods, Addresses addresses) {
    var routes = new LinkedHashMap<Frontend, List<InetSocketAddress>>();
    for (Service service : services) {
      if (ServiceKind.of(service).hasAddress()) {
        for (ServicePort port : service.getSpec().getPorts()) {
          if ("TCP".equals(Objects.requireNonNullElse(port.getProtocol(), "TCP"))) {
            routes.put(frontend(service, port, addresses), targets(service, port, pods, addresses));
          }
        }
      }
    }
    return routes;
  }

  private static Frontend frontend(Service service, ServicePort port, Addresses addresses) {
    String name = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
    return new Frontend(name, addresses.of(service), port.getPort());
  }

  private static List<InetSocketAddress> targets(
      Service service, ServicePort port, Collection<Pod> pods, Addresses addresses) {
    return pods.stream()
        .filter(pod -> ServiceKind.selects(service, pod) && PodView.ready(pod))
        .flatMap(pod ->
            targetPort(pod, port).stream()
                .mapToObj(number -> new InetSocketAddress(addresses.of(pod), number)))
        .toList();
  }

  private static OptionalInt targetPort(Pod pod, ServicePort port) {
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return OptionalInt.of(port.getPort());
    }
    if (target.getIntVal() != null) {
      return OptionalInt.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
    }
    for (Container container : pod.getSpec().getContainers()) {
      for (ContainerPort candidate : container.getPorts()) {
        if (target.getStrVal().equals(candidate.getName())) {
          return OptionalInt.of(candidate.getContainerPort());
        }
      }
    }
    return OptionalInt.empty();
  }
}
