package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Changes a resource somewhere, in the ways that people change one. */
final class RandomChanges {
  private static final Set<String> IDENTITY =
      Set.of("/apiVersion", "/kind", "/metadata/name", "/metadata/namespace");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private record Place(String path, JsonNode node) {}

  private RandomChanges() {}

  /** Makes one change; what it was, for people. */
  static String one(ObjectNode resource, Random random) {
    List<Place> places = new ArrayList<>();
    collect(places, "", resource);
    if (places.isEmpty()) {
      return "nothing";
    }
    Place place = places.get(random.nextInt(places.size()));
    return switch (place.node()) {
      case ObjectNode object -> object(place.path(), object, random);
      case ArrayNode list -> list(place.path(), list, random);
      default -> throw new IllegalStateException(place.path());
    };
  }

  private static void collect(List<Place> places, String path, JsonNode node) {
    boolean any =
        node.isArray() ? !node.isEmpty() : !path.isEmpty() && !changeable(path, node).isEmpty();
    if (any) {
      places.add(new Place(path, node));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(places, path + "/" + i, node.get(i));
      }
    }
    node.properties().forEach(f -> collect(places, path + "/" + f.getKey(), f.getValue()));
  }

  private static List<Map.Entry<String, JsonNode>> changeable(String path, JsonNode object) {
    return object.properties().stream()
        .filter(field -> !IDENTITY.contains(path + "/" + field.getKey()))
        .toList();
  }

  private static String object(String path, ObjectNode object, Random random) {
    List<Map.Entry<String, JsonNode>> fields = changeable(path, object);
    Map.Entry<String, JsonNode> field = fields.get(random.nextInt(fields.size()));
    String name = field.getKey();
    JsonNode value = field.getValue();
    if (random.nextInt(3) == 0) {
      object.remove(name);
      return "remove %s/%s".formatted(path, name);
    }
    JsonNode other = value.isContainerNode() ? emptied(value, random) : scalar(value, random);
    object.set(name, other);
    return "set %s/%s to %s".formatted(path, name, other);
  }

  private static JsonNode emptied(JsonNode value, Random random) {
    if (random.nextInt(5) == 0) {
      return NODES.nullNode();
    }
    return value.isObject() ? NODES.objectNode() : NODES.arrayNode();
  }

  private static JsonNode scalar(JsonNode value, Random random) {
    if (random.nextInt(5) == 0) {
      return NODES.nullNode();
    }
    if (value.isIntegralNumber()) {
      return switch (random.nextInt(4)) {
        case 0 -> NODES.numberNode(value.asDouble());
        case 1 -> NODES.textNode(value.asText());
        case 2 -> NODES.numberNode(0);
        default -> NODES.numberNode(value.asLong() + 1);
      };
    }
    if (value.isBoolean()) {
      return NODES.booleanNode(!value.asBoolean());
    }
    return random.nextInt(3) == 0 ? NODES.textNode("") : NODES.textNode(value.asText() + "x");
  }

  private static String list(String path, ArrayNode list, Random random) {
    int at = random.nextInt(list.size());
    return switch (random.nextInt(5)) {
      case 0 -> {
        list.remove(at);
        yield "remove %s/%d".formatted(path, at);
      }
      case 1 -> {
        list.insert(random.nextInt(list.size() + 1), list.get(at).deepCopy());
        yield "repeat %s/%d".formatted(path, at);
      }
      case 2 -> {
        JsonNode another = another(list.get(at), random);
        int to = random.nextInt(list.size() + 1);
        list.insert(to, another);
        yield "insert %s/%d: %s".formatted(path, to, another);
      }
      default -> {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        Collections.shuffle(items, random);
        list.removeAll().addAll(items);
        yield "shuffle " + path;
      }
    };
  }

  /** An item like this one that has another key, whatever of it is the key. */
  private static JsonNode another(JsonNode item, Random random) {
    if (!item.isObject()) {
      return item.isNumber()
          ? NODES.numberNode(item.asInt() + 100)
          : NODES.textNode(item.asText() + random.nextInt(10));
    }
    ObjectNode copy = item.deepCopy();
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      if (Set.of("name", "key", "mountPath", "topologyKey", "host").contains(field.getKey())) {
        copy.put(field.getKey(), field.getValue().asText() + random.nextInt(10));
      } else if (Set.of("port", "containerPort", "id").contains(field.getKey())) {
        copy.put(field.getKey(), field.getValue().asInt() + 100);
      }
    }
    return copy;
  }
}
