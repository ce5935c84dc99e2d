package dev.strimzidr.move;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A pair that could move, in which a test changes one thing. */
final class GoodPair {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectNode GOOD = read();

  private final ObjectNode options;

  private GoodPair(ObjectNode options) {
    this.options = options;
  }

  static GoodPair of(MoveKind kind) {
    return new GoodPair(GOOD.deepCopy()).with("kind", kind.word());
  }

  /**
   * The same, otherwise at one place.
   *
   * @param path names and indices with slashes between them
   * @param yaml what is there; {@code absent} for nothing at all
   */
  GoodPair with(String path, String yaml) {
    List<String> names = Arrays.asList(path.split("/", -1));
    JsonNode parent = options;
    for (String name : names.subList(0, names.size() - 1)) {
      parent =
          parent instanceof ArrayNode list ? list.get(Integer.parseInt(name)) : parent.path(name);
    }
    if (!(parent instanceof ObjectNode object)) {
      throw new IllegalArgumentException(path + " is nowhere");
    }
    if (yaml.equals("absent")) {
      object.remove(names.getLast());
    } else {
      object.set(names.getLast(), parse(yaml));
    }
    return this;
  }

  /** A move that is under way, with these steps done and the last one begun only. */
  GoodPair underWay(String kind, String to, List<String> steps) {
    ObjectNode move =
        (ObjectNode)
            parse("{from: prod, by: 'admin@bastion, run 1', begun: '2026-11-24T22:03:15Z'}");
    move.put("kind", kind).put("to", to);
    ArrayNode journal = move.putArray("steps");
    for (String step : steps) {
      ObjectNode taken = journal.addObject().put("name", step).put("begun", "2026-11-24T22:03:15Z");
      taken.put("done", step.equals(steps.getLast()) ? null : "2026-11-24T22:03:16Z");
    }
    ((ObjectNode) options.path("record")).set("move", move);
    return this;
  }

  Map<String, ?> judge() {
    Map<String, Object> given = YAML.convertValue(options, new TypeReference<>() {});
    MoveInfoModule module = new MoveInfoModule();
    Result result =
        module.run(
            ArgumentParser.parse(module.spec(), given, variable -> null),
            new Invocation(true, false, Optional.empty()));
    return ((Result.Success) result).values();
  }

  /** Each finding as its level and its reason. */
  List<String> findings() {
    return documents().stream()
        .map(finding -> finding.get("level") + " " + finding.get("reason"))
        .toList();
  }

  /** What each finding says. */
  List<String> words() {
    return documents().stream().map(finding -> String.valueOf(finding.get("what"))).toList();
  }

  List<Map<String, String>> documents() {
    return YAML.convertValue(judge().get("findings"), new TypeReference<>() {});
  }

  private static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read() {
    try {
      ObjectNode good =
          (ObjectNode) YAML.readTree(Path.of("src/test/resources/good-pair.yml").toFile());
      ObjectNode sites = (ObjectNode) good.path("facts").path("sites");
      sites.set("dr", Objects.requireNonNull(sites.get("prod")).deepCopy());
      return good;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
