package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Objects;

/** What the node has to do for a Service. */
enum ServiceKind {
  /** Nothing: an alias, one without Pods, or one that another load balancer serves. */
  FOREIGN,
  /** Its name resolves to its Pods. */
  HEADLESS,
  /** It has an address that forwards. */
  FORWARDED,
  /** It has an address that forwards and stands in its status. */
  LOAD_BALANCED;

  static ServiceKind of(Service service) {
    var spec = service.getSpec();
    if (spec.getSelector() == null || spec.getSelector().isEmpty()) {
      return FOREIGN;
    }
    if (Objects.equals(spec.getClusterIP(), "None")) {
      return HEADLESS;
    }
    return switch (Objects.requireNonNullElse(spec.getType(), "ClusterIP")) {
      case "LoadBalancer" -> spec.getLoadBalancerClass() == null ? LOAD_BALANCED : FORWARDED;
      case "ClusterIP", "NodePort" -> FORWARDED;
      default -> FOREIGN;
    };
  }

  boolean hasAddress() {
    return this == FORWARDED || this == LOAD_BALANCED;
  }

  static boolean selects(Service service, Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return Objects.equals(service.getMetadata().getNamespace(), pod.getMetadata().getNamespace())
        && labels != null
        && labels.entrySet().containsAll(service.getSpec().getSelector().entrySet());
  }
}
