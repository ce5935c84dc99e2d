package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An item of a list that managedFields name by its key, such as {@code k:{"port":1}}, or of a set
 * by its value, such as {@code v:"a"}.
 *
 * @param entry the name of the item there
 * @param key the fields of the key, or the value; missing for a form that is not known
 * @param fields what is owned of the item
 */
record OwnedItem(String entry, JsonNode key, JsonNode fields) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The items below a list; {@code .}, the list itself, is none of them. */
  static List<OwnedItem> of(JsonNode owned) {
    List<OwnedItem> items = new ArrayList<>();
    for (Map.Entry<String, JsonNode> item : owned.properties()) {
      if (!item.getKey().equals(".")) {
        items.add(new OwnedItem(item.getKey(), key(item.getKey()), item.getValue()));
      }
    }
    return items;
  }

  private static JsonNode key(String entry) {
    try {
      return entry.startsWith("k:") || entry.startsWith("v:")
          ? MAPPER.readTree(entry.substring(2))
          : JsonNodeFactory.instance.missingNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode(); // a form that is not known: the server decides
    }
  }

  /** Whether this is the item of a live list, where defaults of the key are filled in. */
  boolean is(JsonNode item) {
    return matches(item, false);
  }

  /**
   * Whether this is the item of a list to apply, when it was applied before. A field of the key
   * that it leaves out has a default, which the item had as well if it owns no such field.
   */
  boolean isOf(JsonNode item) {
    return matches(item, true);
  }

  private boolean matches(JsonNode item, boolean mayLackDefaults) {
    if (entry.startsWith("v:")) {
      return Trees.same(item, key);
    }
    return key.isObject()
        && item.isObject()
        && key.properties().stream()
            .allMatch(field ->
                item.has(field.getKey())
                    ? Trees.same(item.path(field.getKey()), field.getValue())
                    : mayLackDefaults && !fields.has("f:" + field.getKey()));
  }

  /** Where in a live list it is; -1 where it is not, or more than once. */
  int in(JsonNode list) {
    int found = -1;
    for (int i = 0; i < list.size(); i++) {
      if (is(list.path(i))) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }
}
