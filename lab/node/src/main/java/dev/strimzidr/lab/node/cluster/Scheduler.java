package dev.strimzidr.lab.node.cluster;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.function.Supplier;

/** Binds the Pods of the site to its only node. */
public final class Scheduler {
  private final KubernetesClient client;
  private final Supplier<? extends Collection<Pod>> pods;
  private final String node;

  /** Binds to a node of this name. */
  public Scheduler(KubernetesClient client, Supplier<? extends Collection<Pod>> pods, String node) {
    this.client = client;
    this.pods = pods;
    this.node = node;
  }

  /** Binds every Pod that waits for it. */
  public void bindPending() {
    pods.get().stream().filter(Scheduler::waits).forEach(this::bind);
  }

  private static boolean waits(Pod pod) {
    return pod.getSpec().getNodeName() == null
        && pod.getMetadata().getDeletionTimestamp() == null
        && pod.getSpec().getSchedulingGates().isEmpty();
  }

  private void bind(Pod pod) {
    var metadata = pod.getMetadata();
    var binding =
        new BindingBuilder()
            .withNewMetadata()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node)
            .endTarget()
            .build();
    try {
      client.raw(
          "/api/v1/namespaces/%s/pods/%s/binding"
              .formatted(metadata.getNamespace(), metadata.getName()),
          "POST",
          binding);
    } catch (KubernetesClientException e) {
      boolean settled =
          e.getCode() == HttpURLConnection.HTTP_CONFLICT
              || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
      if (!settled) {
        throw e;
      }
    }
  }
}
