package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells, without asking the server, that a live object already is what would be applied: every
 * field that we would set has that value, the items of lists are in that order, and our field
 * manager owns exactly these fields. In doubt the answer is no, and the server decides.
 *
 * <p>The form of {@code fieldsV1}:
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/ and the package fieldpath of
 * sigs.k8s.io/structured-merge-diff. How the server merges lists: the file merge.go there.
 */
final class OwnedFields {
  // They say which object it is; server-side apply does not list them as owned fields.
  private static final Set<String> IDENTITY =
      Set.of("apiVersion", "kind", "metadata.name", "metadata.namespace");

  /**
   * Who owns what at one place, in the form of managedFields.
   *
   * @param ours missing where we own nothing
   * @param others of the other managers that own something there
   */
  private record Owned(JsonNode ours, List<JsonNode> others) {
    Owned below(String key) {
      return new Owned(
          ours.path(key),
          others.isEmpty()
              ? others
              : others.stream().map(o -> o.path(key)).filter(o -> !o.isMissingNode()).toList());
    }

    /** Whether another manager owns parts of it, which nobody does of what is replaced whole. */
    boolean inParts() {
      return others.stream().anyMatch(other -> !other.isEmpty());
    }
  }

  private OwnedFields() {}

  /** Whether applying {@code desired} would change nothing in {@code live}. */
  static boolean alreadySo(ObjectNode desired, ObjectNode live) {
    JsonNode ours = JsonNodeFactory.instance.missingNode();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      boolean sameVersion = entry.path("apiVersion").equals(desired.path("apiVersion"));
      if (ApplyOptions.isOurs(entry) && entry.path("subresource").asText("").isEmpty()) {
        if (!sameVersion) {
          return false;
        }
        ours = entry.path("fieldsV1");
      } else if (sameVersion) {
        others.add(entry.path("fieldsV1"));
      }
    }
    if (ours.isMissingNode() && (others.isEmpty() || EarlierApply.to(live).isPresent())) {
      return false;
    }
    // Without an entry we own nothing: so it is after an apply that only names the object.
    return object(desired, live, new Owned(ours, others), "");
  }

  private static boolean object(JsonNode desired, JsonNode live, Owned owned, String path) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      JsonNode value = live.path(field.getKey());
      if (IDENTITY.contains(at)) {
        if (!field.getValue().equals(value)) {
          return false;
        }
        continue;
      }
      Owned fields = owned.below("f:" + field.getKey());
      boolean same =
          at.equals("metadata")
              ? object(field.getValue(), value, fields, at)
              : node(field.getValue(), value, fields, at);
      if (!same) {
        return false;
      }
    }
    return onlyThese(owned.ours(), desired);
  }

  private static boolean node(JsonNode desired, JsonNode live, Owned owned, String path) {
    if (owned.ours().isMissingNode()) {
      return false;
    }
    if (owned.ours().isEmpty()) {
      return whole(desired, live, owned, path);
    }
    if (desired.isObject()) {
      return live.isObject() && object(desired, live, owned, path);
    }
    return desired.isArray() && live.isArray() && list(desired, live, owned, path);
  }

  /**
   * One field without entries below it in fieldsV1. It is a scalar, a list or a map that is
   * replaced as a whole, null, or a map that was empty when it was applied.
   */
  private static boolean whole(JsonNode desired, JsonNode live, Owned owned, String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (desired.isObject() && desired.isEmpty()) {
      return live.isMissingNode()
          ? KnownShapes.leftOutWhenEmpty(name)
          : live.isObject() && (live.isEmpty() || owned.inParts() || KnownShapes.shared(path));
    }
    if (live.isMissingNode()) {
      // An empty list that is left out too is not the same as null: to a NetworkPolicy each apply
      // of it is a change.
      return desired.isNull();
    }
    if (desired.isObject() && !KnownShapes.atomic(name)) {
      return false;
    }
    return Trees.same(desired, live) && !(desired.isContainerNode() && owned.inParts());
  }

  /**
   * A list whose items have owners of their own. Items of others stay where they are, between ours
   * too, and ours stay where they are if they are in the order that is wanted.
   */
  private static boolean list(JsonNode desired, JsonNode live, Owned owned, String path) {
    List<OwnedItem> items = OwnedItem.of(owned.ours());
    int last = -1;
    for (JsonNode wanted : desired) {
      List<OwnedItem> its = items.stream().filter(item -> item.isOf(wanted)).toList();
      int at = its.size() == 1 ? its.getFirst().in(live) : -1;
      if (at <= last) {
        return false;
      }
      last = at;
      Owned fields = owned.below(its.getFirst().entry());
      boolean same =
          (wanted.isObject() && !fields.ours().isEmpty())
              ? object(wanted, live.path(at), fields, path)
              : Trees.same(wanted, live.path(at));
      if (!same) {
        return false;
      }
    }
    return items.size() == desired.size();
  }

  /** Whether nothing is owned that is no longer wanted; the server would remove that. */
  private static boolean onlyThese(JsonNode owned, JsonNode desired) {
    for (Map.Entry<String, JsonNode> field : owned.properties()) {
      String key = field.getKey();
      boolean wanted = key.startsWith("f:") && desired.has(key.substring(2));
      if (!wanted && !key.equals(".")) {
        return false;
      }
    }
    return true;
  }
}
