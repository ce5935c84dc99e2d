package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.util.Optional;

/**
 * The two annotations by which Strimzi is asked to do something with the offsets of a mirror's
 * connector. It takes them off when it has done so; as long as they are there it tries again, also
 * long after whoever asked has gone.
 */
public final class OffsetsRequest {
  private static final String OPERATION = "strimzi.io/connector-offsets";
  private static final String CONNECTOR = "strimzi.io/mirrormaker-connector";

  private OffsetsRequest() {}

  /** What is asked for, such as {@code alter}; nothing when nothing is. */
  public static Optional<String> pending(JsonNode mirror) {
    JsonNode annotations = mirror.path("metadata").path("annotations");
    return annotations.has(OPERATION) || annotations.has(CONNECTOR)
        ? Optional.of(annotations.path(OPERATION).asText("nothing"))
        : Optional.empty();
  }

  /** Asks. */
  public static void ask(KubeApi api, Ref mirror, String operation, String connector) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .putObject("annotations")
        .put(OPERATION, operation)
        .put(CONNECTOR, connector);
    ObjectNode unused = api.merge(mirror, patch, ApplyOptions.of(false, false));
  }

  /** Asks no more. What the operator is doing at this moment it still does. */
  public static void withdraw(KubeApi api, Ref mirror) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("annotations").putNull(OPERATION).putNull(CONNECTOR);
    ObjectNode unused = api.merge(mirror, patch, ApplyOptions.of(false, false));
  }
}
