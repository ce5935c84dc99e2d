package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import java.util.List;
import java.util.Map;

/**
 * What of a live object was applied by us: applying it again changes nothing and takes over
 * nothing. So a field can be changed by server-side apply without knowing what else was applied.
 * The model is ExtractInto of k8s.io/client-go.
 */
public final class OwnedPart {
  private OwnedPart() {}

  /** The object with its identity and the fields that our field manager has applied. */
  public static ObjectNode of(ObjectNode live) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (ApplyOptions.isOurs(entry) && entry.path("subresource").asText("").isEmpty()) {
        part = object(live, entry.path("fieldsV1"));
      }
    }
    part.set("apiVersion", live.path("apiVersion"));
    part.set("kind", live.path("kind"));
    ObjectNode metadata = part.withObjectProperty("metadata");
    metadata.set("name", live.path("metadata").path("name"));
    if (live.path("metadata").has("namespace")) {
      metadata.set("namespace", live.path("metadata").path("namespace"));
    }
    return part;
  }

  private static ObjectNode object(JsonNode live, JsonNode owned) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : owned.properties()) {
      String name = field.getKey().startsWith("f:") ? field.getKey().substring(2) : "";
      if (live.has(name)) {
        part.set(name, node(live.path(name), field.getValue()));
      }
    }
    return part;
  }

  /** Without entries below it a field is owned as a whole. */
  private static JsonNode node(JsonNode live, JsonNode owned) {
    if (owned.isEmpty()) {
      return live.deepCopy();
    }
    return live.isArray() ? list(live, owned) : object(live, owned);
  }

  /** In the order in which they are: the order of a list is a value. */
  private static ArrayNode list(JsonNode live, JsonNode owned) {
    List<OwnedItem> items = OwnedItem.of(owned);
    ArrayNode part = JsonNodeFactory.instance.arrayNode();
    for (JsonNode there : live) {
      items.stream()
          .filter(item -> item.is(there))
          .findFirst()
          .ifPresent(item -> part.add(node(there, item.fields())));
    }
    return part;
  }
}
