package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Secrets and ConfigMaps hold, checked and put into the form that reads back equal. The API
 * server drops some of what is wrong with it, and repeats the rest in its message, also of a
 * Secret.
 */
final class HeldData {
  private static final Pattern LINE_BREAKS = Pattern.compile("[\r\n]");

  private final ObjectNode resource;
  private final String where;
  private final List<String> problems;

  /**
   * The data of a resource.
   *
   * @param where what the resource is called in messages
   * @param problems takes what is wrong, without any value
   */
  HeldData(ObjectNode resource, String where, List<String> problems) {
    this.resource = resource;
    this.where = where;
    this.problems = problems;
  }

  /** The server keeps stringData as data: sent as it is, it would never read back equal. */
  void ofSecret() {
    ObjectNode data = encoded("data", "stringData");
    ObjectNode texts = texts("stringData");
    resource.remove("stringData");
    for (Map.Entry<String, JsonNode> text : texts.properties()) {
      byte[] bytes = text.getValue().asText().getBytes(StandardCharsets.UTF_8);
      data.put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
    }
    if (!texts.isEmpty()) {
      resource.set("data", data);
    }
  }

  void ofConfigMap() {
    ObjectNode unused = texts("data");
    ObjectNode unusedToo = encoded("binaryData", "data");
  }

  /**
   * A field that holds base64.
   *
   * @param plain the field that takes text as it is
   */
  private ObjectNode encoded(String field, String plain) {
    ObjectNode values = texts(field);
    for (Map.Entry<String, JsonNode> entry : values.deepCopy().properties()) {
      Optional<byte[]> bytes = decoded(entry.getValue().asText());
      if (bytes.isPresent()) {
        values.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes.get()));
      } else if (entry.getValue().isTextual()) {
        problems.add(
            "%s: %s.%s is not base64, which it has to be; %s takes text as it is"
                .formatted(where, field, entry.getKey(), plain));
      }
    }
    return values;
  }

  /** What the API server takes: padded base64 of RFC 4648, also in lines. */
  private static Optional<byte[]> decoded(String text) {
    String line = LINE_BREAKS.matcher(text).replaceAll("");
    try {
      return line.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(line))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * A field that maps names to strings; nothing in place of one is an empty one, as for kubectl.
   */
  private ObjectNode texts(String field) {
    JsonNode given = resource.path(field);
    if (given.isNull()) {
      resource.remove(field);
    } else if (given instanceof ObjectNode values) {
      for (Map.Entry<String, JsonNode> entry : values.deepCopy().properties()) {
        if (entry.getValue().isNull()) {
          values.put(entry.getKey(), "");
        } else if (!entry.getValue().isTextual()) {
          problems.add(
              "%s: %s.%s is %s, which has to be a string%s"
                  .formatted(
                      where,
                      field,
                      entry.getKey(),
                      Trees.type(entry.getValue()),
                      entry.getValue().isContainerNode() ? "" : ": quote it"));
        }
      }
      return values;
    } else if (!given.isMissingNode()) {
      problems.add(
          "%s: %s is %s, which has to be a mapping of names to strings"
              .formatted(where, field, Trees.type(given)));
    }
    return resource.objectNode();
  }
}
