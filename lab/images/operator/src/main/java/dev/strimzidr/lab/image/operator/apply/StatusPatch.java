package dev.strimzidr.lab.image.operator.apply;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.lab.image.operator.status.StatusChange;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.strimzi.api.kafka.model.kafka.Status;

/**
 * Writes a status in one request, for operators that serve thousands of resources. Nobody else
 * writes it, so that what was last seen of it is what is there.
 */
public record StatusPatch(KubernetesClient client) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Writes a status when it says something new, unless the resource has gone. */
  public <S extends Status, T extends CustomResource<?, S>> void patch(T resource, S status) {
    if (!StatusChange.between(resource.getStatus(), status)) {
      return;
    }
    ObjectNode fields = MAPPER.createObjectNode();
    MAPPER
        .valueToTree(resource.getStatus())
        .fieldNames()
        .forEachRemaining(name -> fields.putNull(name));
    fields.setAll((ObjectNode) MAPPER.valueToTree(status));
    String patch = MAPPER.createObjectNode().set("status", fields).toString();
    try {
      client
          .resources(resource.getClass())
          .inNamespace(resource.getMetadata().getNamespace())
          .withName(resource.getMetadata().getName())
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }
}
