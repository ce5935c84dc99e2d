package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws resources from the templates of {@code matcher-kinds.yml}. Marks at the end of a name:
 *
 * <ul>
 *   <li>{@code ~}: the field may be left out
 *   <li>{@code 0}: the map may be empty
 *   <li>{@code %}: the same, and it is {@linkplain Draw#rewritten rewritten} when it is empty
 *   <li>{@code *}: some items of the list, in any order; the list may be empty or left out
 *   <li>{@code !}: the same, with one item at least
 *   <li>{@code +}: all items of the list, in any order
 *   <li>{@code ^}: seldom, and {@linkplain Draw#rewritten rewritten}
 * </ul>
 *
 * A value {@code ~a|b} is one of these; one with {@code ^} before it is rewritten.
 */
final class RandomResources {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern NAME = Pattern.compile("(.*?)([~0%*!+^]*)");

  /**
   * A resource.
   *
   * @param rewritten whether the server keeps it in another form than it was given, so that only
   *     the server can tell that it is unchanged: defaults inside of what is replaced as a whole,
   *     zeros and empty texts that are left out, lists that are empty, or that it has no fields
   */
  record Draw(ObjectNode resource, boolean rewritten) {}

  private final List<ObjectNode> templates = new ArrayList<>();

  RandomResources() {
    try (InputStream file = RandomResources.class.getResourceAsStream("/matcher-kinds.yml")) {
      YAML.readerFor(ObjectNode.class)
          .<ObjectNode>readValues(file)
          .forEachRemaining(templates::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many kinds there are. */
  int kinds() {
    return templates.size();
  }

  /** A resource of one of the kinds, which is given by its number. */
  Draw draw(int kind, String namespace, String name, Random random) {
    boolean[] rewritten = {false};
    ObjectNode resource = (ObjectNode) node(templates.get(kind), random, rewritten);
    // Of a resource without fields the server keeps no account of owners.
    boolean nothing = resource.size() == 3 && resource.path("metadata").isEmpty();
    resource.withObjectProperty("metadata").put("namespace", namespace).put("name", name);
    return new Draw(resource, rewritten[0] || nothing);
  }

  private static JsonNode node(JsonNode template, Random random, boolean[] rewritten) {
    return switch (template) {
      case ObjectNode object -> object(object, random, rewritten);
      case ArrayNode list -> {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> items.add(node(item, random, rewritten)));
        yield items;
      }
      default -> template.isTextual() ? value(template.asText(), random, rewritten) : template;
    };
  }

  private static ObjectNode object(ObjectNode template, Random random, boolean[] rewritten) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : template.properties()) {
      Matcher name = NAME.matcher(field.getKey());
      String marks = name.matches() ? name.group(2) : "";
      boolean seldom = marks.contains("^");
      boolean optional = marks.contains("~") || marks.contains("*");
      if (seldom ? random.nextInt(10) > 0 : optional && random.nextInt(5) < 2) {
        continue;
      }
      rewritten[0] |= seldom;
      object.set(name.group(1), field(field.getValue(), marks, random, rewritten));
    }
    return object;
  }

  private static JsonNode field(
      JsonNode template, String marks, Random random, boolean[] rewritten) {
    if (marks.contains("*") || marks.contains("!") || marks.contains("+")) {
      return list(template, marks, random, rewritten);
    }
    boolean mayBeEmpty = marks.contains("0") || marks.contains("%");
    JsonNode value =
        mayBeEmpty && random.nextInt(6) == 0
            ? JsonNodeFactory.instance.objectNode()
            : node(template, random, rewritten);
    rewritten[0] |= marks.contains("%") && value.isEmpty();
    return value;
  }

  private static ArrayNode list(
      JsonNode template, String marks, Random random, boolean[] rewritten) {
    List<JsonNode> items = new ArrayList<>();
    template.forEach(items::add);
    Collections.shuffle(items, random);
    boolean mayBeEmpty = marks.contains("*") && random.nextInt(6) == 0;
    int least = mayBeEmpty ? 0 : marks.contains("+") ? items.size() : 1;
    int count = least + random.nextInt(items.size() + 1 - least);
    rewritten[0] |= count == 0;
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    items.subList(0, count).forEach(item -> list.add(node(item, random, rewritten)));
    return list;
  }

  private static JsonNode value(String text, Random random, boolean[] rewritten) {
    String chosen = text;
    if (text.startsWith("~")) {
      String[] choices = text.substring(1).split("\\|", -1);
      chosen = choices[random.nextInt(choices.length)];
    }
    boolean marked = chosen.startsWith("^");
    rewritten[0] |= marked;
    return text.startsWith("~") || marked
        ? scalar(marked ? chosen.substring(1) : chosen)
        : JsonNodeFactory.instance.textNode(text);
  }

  private static JsonNode scalar(String text) {
    try {
      return text.isEmpty() ? JsonNodeFactory.instance.textNode("") : YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
