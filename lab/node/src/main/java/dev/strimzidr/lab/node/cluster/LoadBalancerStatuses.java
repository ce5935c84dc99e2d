package dev.strimzidr.lab.node.cluster;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

/** Writes the addresses of LoadBalancer Services into their status. */
public final class LoadBalancerStatuses {
  private final KubernetesClient client;

  /** Writes to this API server. */
  public LoadBalancerStatuses(KubernetesClient client) {
    this.client = client;
  }

  /** Writes what is not written yet. */
  public void publish(Map<Service, String> addresses) {
    addresses.forEach((service, address) -> {
      if (!current(service).equals(List.of(address))) {
        publish(service, address);
      }
    });
  }

  private void publish(Service service, String address) {
    var status =
        Map.of(
            "status",
            Map.of(
                "loadBalancer",
                Map.of("ingress", List.of(Map.of("ip", address, "ipMode", "VIP")))));
    try {
      client
          .services()
          .inNamespace(service.getMetadata().getNamespace())
          .withName(service.getMetadata().getName())
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(status));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private static List<String> current(Service service) {
    var status = service.getStatus();
    return status == null || status.getLoadBalancer() == null
        ? List.of()
        : status.getLoadBalancer().getIngress().stream().map(LoadBalancerIngress::getIp).toList();
  }
}
