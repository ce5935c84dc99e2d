package dev.strimzidr.lab.image.operator.apply;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.strimzi.api.kafka.model.kafka.Status;

/** Writes a status when it says something new. */
public record StatusWriter(KubernetesClient client) {

  /** Writes a status, unless the resource has gone while it was worked on. */
  @SuppressWarnings("unchecked") // The class of an object is the class of its type.
  public <S extends Status, T extends CustomResource<?, S>> void write(T resource, S status) {
    var stored =
        client
            .resources((Class<T>) resource.getClass())
            .inNamespace(resource.getMetadata().getNamespace())
            .withName(resource.getMetadata().getName());
    T current = stored.get();
    if (current == null
        || !current.getMetadata().getUid().equals(resource.getMetadata().getUid())) {
      return;
    }
    // The client's own edit would leave out empty lists, which Strimzi writes.
    new StatusPatch(client).patch(current, status);
  }
}
