package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import java.util.Map;
import java.util.Set;

/**
 * Tells, without asking the server, that a live object already is what would be applied: every
 * field that we would set has that value, and our field manager owns exactly these fields. In doubt
 * the answer is no, and the server decides.
 *
 * <p>The form of {@code fieldsV1}:
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/ and the package fieldpath of
 * sigs.k8s.io/structured-merge-diff.
 */
final class OwnedFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // They say which object it is; server-side apply does not list them as owned fields.
  private static final Set<String> IDENTITY =
      Set.of("apiVersion", "kind", "metadata.name", "metadata.namespace");

  private OwnedFields() {}

  /** Whether applying {@code desired} would change nothing in {@code live}. */
  static boolean alreadySo(ObjectNode desired, ObjectNode live) {
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(ApplyOptions.FIELD_MANAGER)
          && entry.path("operation").asText().equals("Apply")
          && entry.path("subresource").asText("").isEmpty()) {
        return entry.path("apiVersion").asText().equals(desired.path("apiVersion").asText())
            && object(desired, live, entry.path("fieldsV1"), "");
      }
    }
    return false;
  }

  private static boolean object(JsonNode desired, JsonNode live, JsonNode owned, String path) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      JsonNode value = live.path(field.getKey());
      if (IDENTITY.contains(at)) {
        if (!field.getValue().equals(value)) {
          return false;
        }
        continue;
      }
      JsonNode fields = owned.path("f:" + field.getKey());
      boolean same =
          at.equals("metadata")
              ? object(field.getValue(), value, fields, at)
              : node(field.getValue(), value, fields, at);
      if (!same) {
        return false;
      }
    }
    return onlyThese(owned, desired);
  }

  /** One field: without entries below it in fieldsV1 it is owned, and so compared, as a whole. */
  private static boolean node(JsonNode desired, JsonNode live, JsonNode owned, String path) {
    if (owned.isMissingNode()) {
      return false;
    }
    if (owned.isEmpty()) {
      boolean anything = desired.isObject() && desired.isEmpty();
      return anything ? live.isObject() : Trees.same(desired, live);
    }
    if (desired.isObject()) {
      return live.isObject() && object(desired, live, owned, path);
    }
    return desired.isArray() && live.isArray() && list(desired, live, owned, path);
  }

  private static boolean list(JsonNode desired, JsonNode live, JsonNode owned, String path) {
    int matched = 0;
    for (Map.Entry<String, JsonNode> item : owned.properties()) {
      JsonNode key = key(item.getKey());
      JsonNode wanted = find(desired, key, item.getKey());
      JsonNode there = find(live, key, item.getKey());
      if (wanted.isMissingNode() || there.isMissingNode()) {
        return false;
      }
      boolean same =
          wanted.isObject()
              ? object(wanted, there, item.getValue(), path)
              : Trees.same(wanted, there);
      if (!same) {
        return false;
      }
      matched++;
    }
    return matched == desired.size();
  }

  /** Whether nothing is owned that is no longer wanted; the server would remove that. */
  private static boolean onlyThese(JsonNode owned, JsonNode desired) {
    for (Map.Entry<String, JsonNode> field : owned.properties()) {
      if (field.getKey().startsWith("f:") && !desired.has(field.getKey().substring(2))) {
        return false;
      }
    }
    return true;
  }

  /** The key of an item of a list, such as {@code k:{"port":1}}; missing for another form. */
  static JsonNode key(String entry) {
    try {
      return entry.startsWith("k:") || entry.startsWith("v:")
          ? MAPPER.readTree(entry.substring(2))
          : JsonNodeFactory.instance.missingNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode(); // a form that is not known: the server decides
    }
  }

  /** The item of a list that an entry stands for; missing where it is not there. */
  static JsonNode find(JsonNode list, JsonNode key, String entry) {
    for (JsonNode item : list) {
      boolean match =
          entry.startsWith("v:")
              ? Trees.same(item, key)
              : key.isObject()
                  && key.properties().stream()
                      .allMatch(k -> Trees.same(item.path(k.getKey()), k.getValue()));
      if (match) {
        return item;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }
}
