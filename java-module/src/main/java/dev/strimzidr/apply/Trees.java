package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** Comparing resources as trees. */
final class Trees {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Trees() {}

  /** Equal, whether a number was read as an int or a long. */
  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream()
              .allMatch(f -> other.has(f.getKey()) && same(f.getValue(), other.path(f.getKey())));
    }
    if (one.isArray() && other.isArray()) {
      if (one.size() != other.size()) {
        return false;
      }
      Iterator<JsonNode> theirs = other.iterator();
      for (JsonNode ours : one) {
        if (!same(ours, theirs.next())) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  /** What a node is, in place of its value, which may be secret. */
  static String type(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "nothing";
    };
  }

  /** The part that people write: without status and what the server counts up. */
  static ObjectNode written(ObjectNode resource) {
    ObjectNode copy = resource.deepCopy();
    copy.remove("status");
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      for (String counted :
          new String[] {
            "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"
          }) {
        metadata.remove(counted);
      }
    }
    return copy;
  }

  /**
   * For people: values of Secrets are hidden, a changed one shows as such; schemas are only
   * compared.
   */
  static ObjectNode shown(ObjectNode resource, JsonNode other) {
    switch (resource.path("kind").asText()) {
      case "Secret" -> hideData(resource, other);
      case "CustomResourceDefinition" -> shortenSchemas(resource);
      default -> {}
    }
    return resource;
  }

  private static void hideData(ObjectNode secret, JsonNode other) {
    // kubectl apply keeps a copy of all that it was given.
    if (secret.path("metadata").path("annotations") instanceof ObjectNode annotations
        && annotations.has(LAST_APPLIED)) {
      annotations.put(LAST_APPLIED, "(hidden)");
    }
    if (secret.path("data") instanceof ObjectNode data) {
      for (Map.Entry<String, JsonNode> entry : data.deepCopy().properties()) {
        JsonNode there = other.path("data").path(entry.getKey());
        boolean differs = !there.isMissingNode() && !there.equals(entry.getValue());
        data.put(entry.getKey(), differs ? "(hidden, differs)" : "(hidden)");
      }
    }
  }

  /**
   * A schema has thousands of lines that nobody reads in a diff; that it differs is what matters.
   */
  private static void shortenSchemas(ObjectNode definition) {
    for (JsonNode version : definition.path("spec").path("versions")) {
      JsonNode schema = version.path("schema");
      if (version instanceof ObjectNode node && !schema.isMissingNode()) {
        node.put("schema", "(hash %08x)".formatted(schema.toString().hashCode()));
      }
    }
  }
}
