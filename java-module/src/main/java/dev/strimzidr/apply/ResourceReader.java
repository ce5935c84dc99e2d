package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads resources from where a playbook has them. */
final class ResourceReader {
  private final ObjectMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(PlainTree.DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

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
        int index = 0;
        for (Object item : list) {
          String where = "resources[%d]".formatted(index++);
          add(PlainTree.of(item, where), where, resources);
        }
      }
      case String text -> documents(text, "the option resources", resources);
      default -> {
        String where = "the option resources";
        add(PlainTree.of(given, where), where, resources);
      }
    }
    return resources;
  }

  /**
   * Reads a file, all files of a folder, or all that match a pattern; a file may hold several
   * documents or a List.
   *
   * @throws ModuleFailure when nothing is there, or it is not YAML or JSON; what stands there is
   *     not shown, it may be secret
   */
  List<ObjectNode> fromFiles(String source) {
    List<ObjectNode> resources = new ArrayList<>();
    for (Path file : files(source)) {
      read(file, resources);
    }
    return resources;
  }

  private static List<Path> files(String source) {
    if (source.isBlank()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option src: given is '', allowed is the path of a file or a folder, or a pattern");
    }
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
      } catch (PatternSyntaxException e) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option src: given is '%s', which is neither a file nor a pattern: %s"
                .formatted(source, e.getDescription()),
            e);
      } catch (IOException | DirectoryIteratorException e) {
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
        json(file, resources);
        return;
      }
      documents(Files.readString(file, StandardCharsets.UTF_8), file.toString(), resources);
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "option src: cannot read " + file + ": " + e, e);
    }
  }

  /** JSON is YAML, but its own parser is many times faster, and CRDs are large. */
  private void json(Path file, List<ObjectNode> resources) throws IOException {
    JsonNode document;
    try (JsonParser parser = json.createParser(file.toFile())) {
      try {
        document = json.readTree(parser);
      } catch (MismatchedInputException e) { // of a tree there is nothing else to mismatch
        throw notJson(file, e, ": duplicate key " + parser.currentName());
      }
      if (parser.nextToken() != null) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option src: %s has more than one document near line %d: JSON has one, which may be a List"
                .formatted(file, parser.currentTokenLocation().getLineNr()));
      }
    } catch (StreamConstraintsException e) {
      throw notJson(file, e, ": it is too large, or " + PlainTree.TOO_DEEP);
    } catch (JsonProcessingException e) {
      throw notJson(file, e, "");
    }
    add(document == null ? MissingNode.getInstance() : document, file.toString(), resources);
  }

  private static ModuleFailure notJson(Path file, JsonProcessingException e, String why) {
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option src: %s is not valid JSON near line %d%s"
            .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), why),
        e);
  }

  private static void documents(String text, String where, List<ObjectNode> resources) {
    try {
      int index = 0;
      for (Object document : YamlDocuments.read(text)) {
        index++;
        if (document != null) {
          String which = "document %d of %s".formatted(index, where);
          add(PlainTree.of(document, which), which, resources);
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
