package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.OwnedPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the specification of a KafkaMirrorMaker2 wants of its connectors. No I/O. */
public final class MirrorSpec {
  /** What the connector is called in options that carries positions of groups. */
  static final String CHECKPOINT = "checkpoint";

  /** What its connectors are called in options: the one that copies records, and the other. */
  static final List<String> CONNECTORS = List.of("source", CHECKPOINT);

  /** The pattern by which the role {@code mirror} has a mirror match nothing. */
  private static final String NO_TOPIC = "(?!)";

  /** The default of a producer. */
  private static final long MAX_REQUEST_SIZE = 1048576;

  private MirrorSpec() {}

  /**
   * Whether it stands by: every connector is wanted stopped, and it matches no topic, so that one
   * that somebody resumes copies nothing.
   */
  public static boolean standsBy(JsonNode mirror) {
    return isIn(mirror, "stopped")
        && direction(mirror).path("topicsPattern").asText("").equals(NO_TOPIC);
  }

  /** Where it reads from; empty where it does not say. */
  static String bootstrapServers(JsonNode mirror) {
    return direction(mirror).at("/source/bootstrapServers").asText("");
  }

  /** What it calls the site that it reads from. */
  public static String sourceAlias(JsonNode mirror) {
    return direction(mirror).at("/source/alias").asText();
  }

  /** The name of the connector that copies records. */
  public static String sourceConnector(JsonNode mirror) {
    return "%s->%s.MirrorSourceConnector"
        .formatted(sourceAlias(mirror), mirror.at("/spec/target/alias").asText());
  }

  /** The group of its workers. */
  static String group(JsonNode mirror) {
    return mirror.at("/spec/target/groupId").asText();
  }

  /** The topic in which its workers store how far each connector is. */
  public static String offsetTopic(JsonNode mirror) {
    return mirror.path("spec").path("target").path("offsetStorageTopic").asText();
  }

  /** The largest record that it sends, in bytes before it is compressed. */
  static long largestRecord(JsonNode mirror) {
    return sourceConfig(mirror).path("producer.override.max.request.size").asLong(MAX_REQUEST_SIZE);
  }

  /** How it reads records: {@code read_committed} or {@code read_uncommitted}. */
  public static String isolation(JsonNode mirror) {
    return sourceConfig(mirror).path("source.consumer.isolation.level").asText("read_uncommitted");
  }

  /**
   * Why the target may have another number of records than were copied, or may not know which was
   * the last; empty when each of them is there once, and Connect has stored that with it.
   */
  public static Optional<String> uncounted(JsonNode mirror) {
    JsonNode spec = mirror.path("spec");
    JsonNode connector = sourceConfig(mirror);
    if (!spec.path("target")
        .path("config")
        .path("exactly.once.source.support")
        .asText()
        .equalsIgnoreCase("enabled")) {
      return Optional.of("the mirror does not copy exactly once");
    }
    if (spec.path("mirrors").size() != 1) {
      return Optional.of("the mirror copies from several sites");
    }
    return Stream.of("transforms", "offsets.storage.topic")
        .filter(setting -> !connector.path(setting).asText("").isBlank())
        .findFirst()
        .map("the mirror's source connector has %s of its own"::formatted);
  }

  /** Whether it wants every connector in this state: {@code running} or {@code stopped}. */
  public static boolean isIn(JsonNode mirror, String state) {
    return isIn(mirror, CONNECTORS, state);
  }

  /** Whether it wants some of its connectors in this state. */
  static boolean isIn(JsonNode mirror, List<String> some, String state) {
    return connectors(mirror, some).stream()
        .allMatch(connector -> connector.path("state").asText("running").equals(state));
  }

  /** What is to be applied so that it wants some of its connectors so; all else of it stays. */
  static ObjectNode in(ObjectNode mirror, List<String> some, String state) {
    ObjectNode desired = OwnedPart.of(mirror);
    // A list without keys: who applies one field of it applies all of it.
    desired
        .withObjectProperty("spec")
        .set("mirrors", mirror.path("spec").path("mirrors").deepCopy());
    connectors(desired, some).forEach(connector -> connector.put("state", state));
    return desired;
  }

  /** What it copies, and from where. */
  static JsonNode direction(JsonNode mirror) {
    return mirror.path("spec").path("mirrors").path(0);
  }

  private static JsonNode sourceConfig(JsonNode mirror) {
    return direction(mirror).at("/sourceConnector/config");
  }

  private static List<ObjectNode> connectors(JsonNode mirror, List<String> some) {
    List<ObjectNode> connectors = new ArrayList<>();
    for (JsonNode direction : mirror.path("spec").path("mirrors")) {
      for (String name : some) {
        if (direction.path(name + "Connector") instanceof ObjectNode connector) {
          connectors.add(connector);
        }
      }
    }
    return connectors;
  }
}
