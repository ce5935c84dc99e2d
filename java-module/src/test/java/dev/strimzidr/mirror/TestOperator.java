package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.status.MirrorRules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.Serving;
import java.util.function.Consumer;

/**
 * Serves the one mirror of a namespace as Strimzi does: it looks when the resource changes, also
 * the status, gives Connect its command first and then asks how things are, which at that moment is
 * as they were before. What it does with offsets is the test's to say.
 */
public final class TestOperator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubeApi api;
  private final Ref mirror;
  private final Consumer<ObjectNode> offsets;
  private final Serving serving;
  private JsonNode connectors = JSON.createArrayNode();
  private String warning = "";
  private volatile String trace = "";

  /**
   * Begins to serve.
   *
   * @param offsets called with the mirror when it asks for something with offsets; what it throws
   *     becomes a warning
   */
  public TestOperator(String namespace, String name, Consumer<ObjectNode> offsets) {
    this.api = RealApi.api();
    this.mirror = new Ref(KnownKinds.KAFKA_MIRROR_MAKER_2, namespace, name);
    this.offsets = offsets;
    this.serving = new Serving(api, mirror.kind(), namespace, this::serve);
  }

  public KubeApi api() {
    return api;
  }

  public Ref mirror() {
    return mirror;
  }

  /** Whatever runs fails from now on, as Connect says it; nothing for that it runs again. */
  void fail(String why) {
    trace = why;
  }

  @Override
  public void close() {
    serving.close();
  }

  private void serve(ObjectNode found) {
    if (!found.path("metadata").path("name").asText().equals(mirror.name())) {
      return;
    }
    JsonNode seen = connectors;
    connectors = connect(found);
    if (OffsetsRequest.pending(found).isPresent()) {
      try {
        offsets.accept(found);
        warning = "";
        OffsetsRequest.withdraw(api, mirror);
      } catch (IllegalStateException e) {
        warning = String.valueOf(e.getMessage());
      }
    } else {
      warning = "";
    }
    ObjectNode status = JSON.createObjectNode();
    status.put("observedGeneration", found.path("metadata").path("generation").asLong());
    ArrayNode conditions = status.putArray("conditions");
    conditions.addObject().put("type", "Ready").put("status", "True");
    if (!warning.isEmpty()) {
      conditions
          .addObject()
          .put("type", "Warning")
          .put("status", "True")
          .put("reason", "AlterOffsets")
          .put("message", warning);
    }
    status.set("connectors", seen);
    if (!status.equals(found.path("status"))) {
      ObjectNode resource = JSON.createObjectNode();
      resource.put("apiVersion", mirror.kind().apiVersion()).put("kind", mirror.kind().name());
      resource.putObject("metadata").put("name", mirror.name());
      resource.set("status", status);
      ObjectNode unused =
          api.applyStatus(mirror, resource, new ApplyOptions("test-operator", true, false));
    }
  }

  /** What Connect makes of it. */
  private JsonNode connect(JsonNode found) {
    ArrayNode connectors = JSON.createArrayNode();
    MirrorRules.wanted(found)
        .forEach((name, state) -> {
          ObjectNode connector = connectors.addObject();
          connector.put("name", name).putObject("connector").put("state", state);
          ArrayNode tasks = connector.putArray("tasks");
          if (state.equals("RUNNING")) {
            tasks
                .addObject()
                .put("id", 0)
                .put("state", trace.isEmpty() ? state : "FAILED")
                .put("trace", trace);
          }
        });
    return connectors;
  }
}
