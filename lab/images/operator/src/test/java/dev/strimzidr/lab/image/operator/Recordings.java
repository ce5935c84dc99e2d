package dev.strimzidr.lab.image.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What Strimzi's real operators were given, and what they made of it. */
final class Recordings {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> OF_USER =
      Set.of("Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "KafkaMirrorMaker2");

  private Recordings() {}

  /** One recorded resource, in the form that {@link Normal} gives to live ones. */
  record Recorded(ObjectNode tree) {
    String apiVersion() {
      return tree.path("apiVersion").asText();
    }

    String kind() {
      return tree.path("kind").asText();
    }

    String name() {
      return tree.path("metadata").path("name").asText();
    }

    /** Whether it was given to the operators, and not made by them. */
    boolean isGiven() {
      return OF_USER.contains(kind()) || name().equals("my-user-password");
    }

    /** What an operator made of it, or added to it. */
    ObjectNode made() {
      ObjectNode made = tree.deepCopy();
      if (isGiven()) {
        made.remove("spec");
      }
      return made;
    }

    /** As it was given: without what an operator adds to it. */
    String given() {
      ObjectNode given = tree.deepCopy();
      given.remove("status");
      given.withObjectProperty("metadata").remove("finalizers");
      return given.toString();
    }
  }

  static List<Recorded> of(String file) {
    try (var yaml = stream("/recorded/" + file);
        var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
      return documents.readAll().stream().map(Recorded::new).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static InputStream stream(String resource) {
    return Objects.requireNonNull(Recordings.class.getResourceAsStream(resource), resource);
  }
}
