package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads resources from where a playbook has them. */
final class ResourceReader {
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What stands in a task: a list of resources, one resource, or text of one or several YAML
   * documents.
   *
   * @throws ModuleFailure when it is something else; what was given is not shown, it may be secret
   */
  List<ObjectNode> fromOption(Object given) {
    List<ObjectNode> resources = new ArrayList<>();
    switch (given) {
      case List<?> list -> {
        for (Object item : list) {
          add(json.valueToTree(item), "resources[%d]".formatted(resources.size()), resources);
        }
      }
      case String text -> documents(text, "the option resources", resources);
      default -> add(json.valueToTree(given), "the option resources", resources);
    }
    return resources;
  }

  /**
   * Reads a file, all files of a folder, or all that match a pattern; a file may hold several
   * documents or a List.
   *
   * @throws ModuleFailure when nothing is there, or it is not YAML or JSON
   */
  List<ObjectNode> fromFiles(String source) {
    List<ObjectNode> resources = new ArrayList<>();
    for (Path file : files(source)) {
      read(file, resources);
    }
    return resources;
  }

  private static List<Path> files(String source) {
    Path path = Path.of(source);
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    boolean folder = Files.isDirectory(path);
    Path in = folder ? path : path.toAbsolutePath().getParent();
    String pattern = folder ? "*.{yml,yaml,json}" : path.getFileName().toString();
    List<Path> found = new ArrayList<>();
    if (in != null && Files.isDirectory(in)) {
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(in, pattern)) {
        matches.forEach(found::add);
      } catch (IOException e) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT, "option src: cannot read " + in + ": " + e, e);
      }
    }
    if (found.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option src: given is '%s', and there is no such file, nor any resource below it"
              .formatted(source));
    }
    Collections.sort(found);
    return found;
  }

  private void read(Path file, List<ObjectNode> resources) {
    try {
      if (file.toString().endsWith(".json")) {
        // JSON is YAML, but its own parser is many times faster, and CRDs are large.
        add(json.readTree(file.toFile()), file.toString(), resources);
        return;
      }
      documents(Files.readString(file, StandardCharsets.UTF_8), file.toString(), resources);
    } catch (JsonProcessingException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option src: %s is not valid JSON near line %d"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "option src: cannot read " + file + ": " + e, e);
    }
  }

  private void documents(String text, String where, List<ObjectNode> resources) {
    try {
      int index = 0;
      for (Object document : YamlDocuments.read(text)) {
        index++;
        if (document != null) {
          add(json.valueToTree(document), "document %d of %s".formatted(index, where), resources);
        }
      }
    } catch (YAMLException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "%s is not valid YAML%s".formatted(where, YamlDocuments.where(e)),
          e);
    }
  }

  private static void add(JsonNode document, String where, List<ObjectNode> resources) {
    if (!(document instanceof ObjectNode resource)) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, where + " is not a mapping");
    }
    if (resource.path("kind").asText().endsWith("List") && resource.path("items").isArray()) {
      int index = 0;
      for (JsonNode item : resource.path("items")) {
        add(item, "item %d in %s".formatted(index++, where), resources);
      }
      return;
    }
    resources.add(resource);
  }
}
