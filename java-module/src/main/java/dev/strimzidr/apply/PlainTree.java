package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a tree of maps, lists and plain values, and refuses what JSON cannot say. */
final class PlainTree {
  /** How many maps and lists may stand inside each other. Schemas of definitions have some 40. */
  static final int DEPTH = 500;

  static final String TOO_DEEP =
      "more than %d mappings and lists stand inside each other".formatted(DEPTH);

  /**
   * How many values may stand in a document only because aliases repeat them: in a tree each takes
   * some hundred bytes, and nine lines of YAML can ask for a thousand million of them.
   */
  private static final int REPEATED = 1_000_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String where;
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<String> path = new ArrayDeque<>();
  private int repeated;

  private PlainTree(String where) {
    this.where = where;
  }

  /**
   * The document as a tree, of which no part stands at two places.
   *
   * @param where what the document is called in a message
   * @throws ModuleFailure with the path in the document, never with a value
   */
  static JsonNode of(@Nullable Object document, String where) {
    return new PlainTree(where).node(document, false);
  }

  private JsonNode node(@Nullable Object value, boolean again) {
    if (again) {
      repeated++;
      if (repeated > REPEATED) {
        throw refused(
            "its aliases stand for more than %d values: write them out, or in several documents"
                .formatted(REPEATED));
      }
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case Map<?, ?> map -> map(map, again);
      case List<?> list -> list(list, again);
      case String text -> NODES.textNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number.intValue());
      case Long number -> NODES.numberNode(number.longValue());
      case BigInteger number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case Double number when Double.isFinite(number) -> NODES.numberNode(number.doubleValue());
      case byte[] bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes));
      default -> throw refused("is neither text nor a number, boolean, mapping or list");
    };
  }

  private ObjectNode map(Map<?, ?> map, boolean again) {
    boolean repeats = enter(map) || again;
    ObjectNode node = NODES.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw refused("has a key that is not a string");
      }
      String name = key.toString();
      path.addLast("." + name);
      if (node.has(name)) {
        throw refused("is given twice");
      }
      node.set(name, node(entry.getValue(), repeats));
      path.removeLast();
    }
    open.remove(map);
    return node;
  }

  private ArrayNode list(List<?> list, boolean again) {
    boolean repeats = enter(list) || again;
    ArrayNode node = NODES.arrayNode();
    for (Object item : list) {
      path.addLast("[" + node.size() + "]");
      node.add(node(item, repeats));
      path.removeLast();
    }
    open.remove(list);
    return node;
  }

  /** Whether it has stood somewhere else already. */
  private boolean enter(Object container) {
    if (!open.add(container)) {
      throw refused("contains itself, by an anchor and its alias");
    }
    if (open.size() > DEPTH) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, where + ": " + TOO_DEEP);
    }
    return !seen.add(container);
  }

  private ModuleFailure refused(String why) {
    String at = String.join("", path);
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "%s: %s%s"
            .formatted(
                where, at.isEmpty() ? "it " : at.substring(at.startsWith(".") ? 1 : 0) + " ", why));
  }
}
