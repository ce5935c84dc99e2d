package dev.strimzidr.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Type;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that roles know, out of their {@code meta/argument_specs.yml}. */
final class RoleSpecs {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private RoleSpecs() {}

  /** The variables of all roles below a folder. */
  static List<Option> read(Path roles) {
    List<Option> options = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(roles)) {
      for (Path role : folders) {
        Path file = role.resolve("meta/argument_specs.yml");
        if (Files.exists(file)) {
          JsonNode spec = YAML.readTree(file.toFile());
          options.addAll(options(spec.path("argument_specs").path("main").path("options")));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option roles: the specifications below %s cannot be read: %s".formatted(roles, e),
          e);
    }
    if (options.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option roles: no role below %s has meta/argument_specs.yml".formatted(roles));
    }
    return options;
  }

  private static List<Option> options(JsonNode specs) {
    List<Option> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : specs.properties()) {
      JsonNode spec = entry.getValue();
      List<String> choices = new ArrayList<>();
      spec.path("choices").forEach(choice -> choices.add(choice.asText()));
      options.add(
          new Option(
              entry.getKey(),
              type(spec.path("type").asText("str")),
              spec.has("elements") ? type(spec.path("elements").asText()) : null,
              spec.path("required").asBoolean(),
              defaultValue(spec.path("default")),
              choices,
              List.of(),
              null,
              options(spec.path("options")),
              false));
    }
    return options;
  }

  private static Type type(String word) {
    return Type.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** A default that Ansible would still have to template is unknown here. */
  private static @Nullable Object defaultValue(JsonNode value) {
    if (value.isMissingNode() || value.isNull() || value.asText().contains("{{")) {
      return null;
    }
    return YAML.convertValue(value, Object.class);
  }
}
