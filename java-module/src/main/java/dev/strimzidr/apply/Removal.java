package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Takes away the fields of a manager, as the server does when that manager lets go of them. */
final class Removal {
  private Removal() {}

  /**
   * Removes from a resource, or a part of it. All fields have the form of managedFields.
   *
   * @param owned the fields of the manager
   * @param kept the fields of all who keep theirs
   */
  static void remove(ObjectNode node, JsonNode owned, List<JsonNode> kept) {
    for (Map.Entry<String, JsonNode> field : owned.properties()) {
      String name = field.getKey().startsWith("f:") ? field.getKey().substring(2) : "";
      JsonNode value = node.path(name);
      if (value.isMissingNode()) {
        continue;
      }
      List<JsonNode> stays = below(kept, field.getKey());
      inside(value, field.getValue(), stays);
      if (goes(value, field.getValue(), stays)) {
        node.remove(name);
      }
    }
  }

  private static void inside(JsonNode value, JsonNode owned, List<JsonNode> kept) {
    switch (value) {
      case ObjectNode object -> remove(object, owned, kept);
      case ArrayNode list -> {
        for (OwnedItem item : OwnedItem.of(owned)) {
          JsonNode there = find(list, item);
          List<JsonNode> stays = below(kept, item.entry());
          inside(there, item.fields(), stays);
          if (!there.isMissingNode() && stays.isEmpty()) {
            removeSame(list, there);
          }
        }
      }
      default -> {}
    }
  }

  private static JsonNode find(JsonNode list, OwnedItem item) {
    for (JsonNode candidate : list) {
      if (item.is(candidate)) {
        return candidate;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  /** What is owned as a whole goes as a whole, what is owned in parts when no part is left. */
  private static boolean goes(JsonNode value, JsonNode owned, List<JsonNode> kept) {
    return kept.isEmpty() && (owned.isEmpty() || value.isEmpty());
  }

  @SuppressWarnings("ReferenceEquality") // the very item, not one that is equal
  private static void removeSame(ArrayNode list, JsonNode item) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == item) {
        list.remove(i);
        return;
      }
    }
  }

  private static List<JsonNode> below(List<JsonNode> fields, String key) {
    return fields.stream().map(f -> f.path(key)).filter(f -> !f.isMissingNode()).toList();
  }
}
