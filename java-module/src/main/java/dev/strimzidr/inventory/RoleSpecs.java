package dev.strimzidr.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Rule;
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

/**
 * The variables that roles know, out of their {@code meta/argument_specs.yml}. What only another
 * entry point takes than {@code main} is known, but may be left out; except that what {@code
 * set_PROVIDER} of a role requires has to be there where {@code ROLE_provider} names it.
 */
final class RoleSpecs {
  private static final String SET = "set_";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private RoleSpecs() {}

  /** The variables of all roles below a folder. */
  static ArgumentSpec read(Path roles) {
    List<Option> options = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(roles)) {
      for (Path role : folders) {
        Path file = role.resolve("meta/argument_specs.yml");
        if (Files.exists(file)) {
          JsonNode entryPoints = YAML.readTree(file.toFile()).path("argument_specs");
          options.addAll(options(entryPoints.path("main").path("options")));
          others(String.valueOf(role.getFileName()), entryPoints, options, rules);
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
    return new ArgumentSpec(options, rules);
  }

  private static void others(
      String role, JsonNode entryPoints, List<Option> options, List<Rule> rules) {
    for (Map.Entry<String, JsonNode> entryPoint : entryPoints.properties()) {
      if (entryPoint.getKey().equals("main")) {
        continue;
      }
      List<Option> taken = options(entryPoint.getValue().path("options"));
      for (Option option : taken) {
        if (options.stream().noneMatch(known -> known.name().equals(option.name()))) {
          options.add(option.optional());
        }
      }
      if (entryPoint.getKey().startsWith(SET)) {
        String provider = entryPoint.getKey().substring(SET.length());
        List<String> needed = taken.stream().filter(Option::required).map(Option::name).toList();
        rules.add(new Rule.RequiredIf(role + "_provider", provider, needed));
      }
    }
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
