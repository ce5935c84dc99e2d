package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the connectors of a KafkaMirrorMaker2 do, beside what its specification wants of them. */
public final class MirrorRules {
  private static final String SOURCE = "MirrorSourceConnector";

  /** The fields of one of {@code spec.mirrors} that ask for a connector, and its class. */
  private static final Map<String, String> CONNECTORS =
      Map.of("sourceConnector", SOURCE, "checkpointConnector", "MirrorCheckpointConnector");

  private static final String RUNNING = "RUNNING";
  private static final String STOPPED = "STOPPED";

  private MirrorRules() {}

  /** The connectors that the specification asks for, and the state of each in Connect's word. */
  public static Map<String, String> wanted(JsonNode mirror) {
    Map<String, String> wanted = new LinkedHashMap<>();
    specified(mirror).forEach((name, connector) -> wanted.put(name, state(connector)));
    return wanted;
  }

  /** How Strimzi restarts each of the connectors that the specification asks for. */
  public static Map<String, Restarts> restarts(JsonNode mirror) {
    Map<String, Restarts> restarts = new LinkedHashMap<>();
    specified(mirror)
        .forEach((name, connector) -> restarts.put(name, Restarts.of(mirror, connector, name)));
    return restarts;
  }

  /** Connectors and tasks that have failed, of those that are to run. */
  public static List<Failure> failures(JsonNode mirror) {
    Map<String, String> wanted = wanted(mirror);
    Map<String, Restarts> restarts = restarts(mirror);
    List<Failure> failures = new ArrayList<>();
    for (JsonNode connector : mirror.path("status").path("connectors")) {
      String name = connector.path("name").asText();
      if (!RUNNING.equals(wanted.get(name))) {
        continue;
      }
      Restarts mending = Objects.requireNonNull(restarts.get(name));
      if (failed(connector.path("connector"))) {
        failures.add(failure("connector " + name, connector.path("connector"), mending));
      }
      for (JsonNode task : connector.path("tasks")) {
        if (failed(task)) {
          failures.add(failure(task(task, name), task, mending));
        }
      }
    }
    return failures;
  }

  /** What its failures come to; nothing when none of it has failed. */
  public static Optional<Readiness.Failing> failing(JsonNode mirror) {
    List<Failure> failures = failures(mirror);
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    List<Instant> mends =
        failures.stream().map(Failure::mends).flatMap(Optional::stream).sorted().toList();
    return Optional.of(
        new Readiness.Failing(
            failures.stream().map(Failure::toString).collect(Collectors.joining(", ")),
            failures.stream()
                .map(failure -> failure.cause().cure())
                .distinct()
                .collect(Collectors.joining("; ")),
            mends.size() == failures.size() ? Optional.of(mends.getLast()) : Optional.empty()));
  }

  private static boolean failed(JsonNode part) {
    return part.path("state").asText().equals("FAILED");
  }

  private static Failure failure(String what, JsonNode part, Restarts restarts) {
    return new Failure(what, Cause.of(part.path("trace").asText("")), restarts);
  }

  private static Map<String, JsonNode> specified(JsonNode mirror) {
    String target = mirror.path("spec").path("target").path("alias").asText();
    Map<String, JsonNode> specified = new LinkedHashMap<>();
    for (JsonNode direction : mirror.path("spec").path("mirrors")) {
      String source = direction.path("source").path("alias").asText();
      CONNECTORS.forEach((field, type) -> {
        if (direction.hasNonNull(field)) {
          specified.put("%s->%s.%s".formatted(source, target, type), direction.path(field));
        }
      });
    }
    return specified;
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
        blocking.add("%s is %s".formatted(task(task, name), taskState));
      }
    }
    // One that copies has at least the topic of the probe; one that has none yet copies nothing.
    if (wanted.equals(RUNNING)
        && name.endsWith(SOURCE)
        && state.equals(RUNNING)
        && connector.path("tasks").isEmpty()) {
      blocking.add(
          "connector %s has no tasks: it has not seen its source yet, or no topic there that it is to copy"
              .formatted(name));
    }
    return blocking;
  }

  private static String task(JsonNode task, String connector) {
    return "task %d of %s".formatted(task.path("id").asInt(), connector);
  }

  private static String state(JsonNode connector) {
    return switch (connector.path("state").asText("running")) {
      case "stopped" -> STOPPED;
      case "paused" -> "PAUSED";
      default -> RUNNING;
    };
  }
}
