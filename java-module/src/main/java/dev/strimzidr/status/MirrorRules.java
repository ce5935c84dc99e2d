package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the connectors of a KafkaMirrorMaker2 do, beside what its specification wants of them. */
public final class MirrorRules {
  /** The fields of one of {@code spec.mirrors} that ask for a connector, and its class. */
  private static final Map<String, String> CONNECTORS =
      Map.of(
          "sourceConnector", "MirrorSourceConnector",
          "checkpointConnector", "MirrorCheckpointConnector");

  private static final String RUNNING = "RUNNING";
  private static final String STOPPED = "STOPPED";

  private MirrorRules() {}

  /** The connectors that the specification asks for, and the state of each in Connect's word. */
  public static Map<String, String> wanted(JsonNode mirror) {
    String target = mirror.path("spec").path("target").path("alias").asText();
    Map<String, String> wanted = new LinkedHashMap<>();
    for (JsonNode direction : mirror.path("spec").path("mirrors")) {
      String source = direction.path("source").path("alias").asText();
      CONNECTORS.forEach((field, type) -> {
        if (direction.hasNonNull(field)) {
          String name = "%s->%s.%s".formatted(source, target, type);
          wanted.put(name, state(direction.path(field)));
        }
      });
    }
    return wanted;
  }

  /**
   * What is not as it is wanted; empty when every connector and task is. One that is wanted stopped
   * has no tasks either: Connect says STOPPED while they still write.
   */
  static List<String> blocking(JsonNode mirror) {
    Map<String, String> wanted = wanted(mirror);
    List<String> blocking = new ArrayList<>();
    JsonNode connectors = mirror.path("status").path("connectors");
    for (JsonNode connector : connectors) {
      String name = connector.path("name").asText();
      blocking.addAll(
          blocking(name, connector, Optional.ofNullable(wanted.remove(name)).orElse(RUNNING)));
    }
    if (connectors.isEmpty()) {
      blocking.add("it has no connectors yet");
    } else {
      wanted.keySet().forEach(name -> blocking.add("connector %s is not there".formatted(name)));
    }
    return blocking;
  }

  private static List<String> blocking(String name, JsonNode connector, String wanted) {
    List<String> blocking = new ArrayList<>();
    String state = connector.path("connector").path("state").asText();
    if (!state.equals(wanted)) {
      blocking.add("connector %s is %s".formatted(name, state));
    }
    for (JsonNode task : connector.path("tasks")) {
      String taskState = task.path("state").asText();
      if (wanted.equals(STOPPED) || (wanted.equals(RUNNING) && !taskState.equals(RUNNING))) {
        blocking.add("task %d of %s is %s".formatted(task.path("id").asInt(), name, taskState));
      }
    }
    return blocking;
  }

  private static String state(JsonNode connector) {
    return switch (connector.path("state").asText("running")) {
      case "stopped" -> STOPPED;
      case "paused" -> "PAUSED";
      default -> RUNNING;
    };
  }
}
