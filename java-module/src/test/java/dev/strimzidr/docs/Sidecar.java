package dev.strimzidr.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The documentation of a module, in the form that {@code ansible-doc} reads for modules that are
 * not Python.
 *
 * @param documentation what the module does and takes
 * @param examples tasks that use it
 * @param returned what it returns
 */
record Sidecar(JsonNode documentation, JsonNode examples, JsonNode returned) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Sidecar of(Script script) {
    try {
      JsonNode file = YAML.readTree(script.sidecar().toFile());
      return new Sidecar(
          file.path("DOCUMENTATION"),
          YAML.readTree(file.path("EXAMPLES").asText()),
          file.path("RETURN"));
    } catch (IOException e) {
      throw new UncheckedIOException(script.sidecar() + " cannot be read", e);
    }
  }

  JsonNode options() {
    return documentation.path("options");
  }

  /** All text that stands as a description: one string, or a list of them. */
  static List<String> description(JsonNode documented) {
    List<String> texts = new ArrayList<>();
    JsonNode description = documented.path("description");
    if (description.isTextual()) {
      texts.add(description.asText());
    }
    description.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** What has no description or lacks another of the fields that it needs, by its path. */
  static List<String> incomplete(
      String path, JsonNode documented, String below, List<String> needed) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : documented.properties()) {
      String at = path + "." + entry.getKey();
      if (String.join("", description(entry.getValue())).isBlank()) {
        problems.add(at + " has no description");
      }
      for (String field : needed) {
        if (entry.getValue().path(field).asText("").isBlank()) {
          problems.add(at + " has no " + field);
        }
      }
      problems.addAll(incomplete(at, entry.getValue().path(below), below, needed));
    }
    return problems;
  }
}
