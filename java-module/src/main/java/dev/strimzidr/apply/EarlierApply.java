package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What client-side applies have left to a resource that we apply for the first time. They are no
 * other party but what the same people used before us: their fields become ours, and those that are
 * no longer wanted go. The model is csaupgrade of k8s.io/client-go/util.
 *
 * @param fields what they own, in the form of managedFields
 * @param others what everybody else owns
 * @param handedOver the {@code managedFields} with the fields handed over to us
 */
record EarlierApply(ObjectNode fields, List<JsonNode> others, ArrayNode handedOver) {
  private static final Set<String> APPLIERS =
      Set.of("kubectl-client-side-apply", "OpenAPI-Generator");
  // What was there before anybody kept account of owners; nobody said that it is no longer wanted.
  private static final String BEFORE_ALL = "before-first-apply";

  /** Nothing when no client-side apply came before, or we have applied it already. */
  static Optional<EarlierApply> to(ObjectNode live) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    List<JsonNode> others = new ArrayList<>();
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    String version = "";
    JsonNode time = JsonNodeFactory.instance.missingNode();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      String entryVersion = entry.path("apiVersion").asText();
      if (entry.path("operation").asText().equals("Update")
          && APPLIERS.contains(entry.path("manager").asText())
          && entry.path("subresource").asText("").isEmpty()
          && (version.isEmpty() || version.equals(entryVersion))) {
        version = entryVersion;
        time = entry.path("time");
        unite(fields, entry.path("fieldsV1"));
      } else {
        entries.add(entry);
        others.add(entry.path("fieldsV1"));
      }
    }
    if (version.isEmpty() || ApplyOptions.appliedByUs(live)) {
      return Optional.empty();
    }
    ObjectNode ours = entries.addObject();
    ours.put("manager", ApplyOptions.FIELD_MANAGER).put("operation", "Apply");
    ours.put("apiVersion", version).put("fieldsType", "FieldsV1").set("fieldsV1", fields);
    if (!time.isMissingNode()) {
      ours.set("time", time);
    }
    return Optional.of(new EarlierApply(fields, others, entries));
  }

  /** Whether all of these managers stand for what was before us. */
  static boolean all(Collection<?> managers) {
    return !managers.isEmpty()
        && managers.stream().allMatch(m -> APPLIERS.contains(m) || BEFORE_ALL.equals(m));
  }

  /** The operations that hand the fields over, unless somebody changes the resource in between. */
  ArrayNode handOver(ObjectNode live) {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    operations.add(operation("replace", "/metadata", "managedFields", handedOver));
    JsonNode version = live.path("metadata").path("resourceVersion");
    operations.add(operation("replace", "/metadata", "resourceVersion", version));
    return operations;
  }

  /**
   * For a dry run, where nothing can be handed over first: the operations that make of {@code live}
   * what was applied, without what only earlier applies own and we have not applied.
   */
  ArrayNode prediction(ObjectNode live, ObjectNode applied) {
    ObjectNode rest = Trees.written(applied);
    List<JsonNode> kept = new ArrayList<>(others);
    applied
        .path("metadata")
        .path("managedFields")
        .forEach(entry -> {
          if (ApplyOptions.isOurs(entry)) {
            kept.add(entry.path("fieldsV1"));
          }
        });
    Removal.remove(rest, fields, kept);
    ObjectNode from = Trees.written(live);
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    compare(operations, "/metadata", from.path("metadata"), rest.path("metadata"));
    from.remove("metadata");
    rest.remove("metadata");
    compare(operations, "", from, rest);
    return operations;
  }

  private static void compare(ArrayNode operations, String path, JsonNode from, JsonNode to) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (!to.has(field.getKey())) {
        operations.add(
            operation("remove", path, field.getKey(), JsonNodeFactory.instance.missingNode()));
      }
    }
    for (Map.Entry<String, JsonNode> field : to.properties()) {
      if (!field.getValue().equals(from.path(field.getKey()))) {
        operations.add(operation("add", path, field.getKey(), field.getValue()));
      }
    }
  }

  private static ObjectNode operation(String what, String path, String field, JsonNode value) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put("op", what).put("path", path + "/" + field);
    if (!value.isMissingNode()) {
      operation.set("value", value);
    }
    return operation;
  }

  private static void unite(ObjectNode into, JsonNode more) {
    for (Map.Entry<String, JsonNode> field : more.properties()) {
      unite(into.withObjectProperty(field.getKey()), field.getValue());
    }
  }
}
