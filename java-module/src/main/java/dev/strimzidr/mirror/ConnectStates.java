package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.TopicReader;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.status.MirrorRules;
import dev.strimzidr.status.Readiness;
import dev.strimzidr.status.ReadinessRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What Connect itself has written down at the target of its connectors and tasks, and whether a
 * worker lives. Strimzi asks Connect for the same, but every two minutes. The form of the topic:
 * key {@code status-connector-NAME} or {@code status-task-NAME-ID}, value {@code {state, trace}};
 * one without value, or DESTROYED, is gone.
 */
final class ConnectStates {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CONNECTOR = "status-connector-";
  private static final String TASK = "status-task-";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final KafkaCluster target;
  private final JsonNode mirror;
  private final TopicReader reader;
  private final Map<String, JsonNode> connectors = new TreeMap<>();
  private final Map<String, Map<Integer, JsonNode>> tasks = new TreeMap<>();

  /** Reads nothing yet. */
  ConnectStates(KafkaCluster target, JsonNode mirror) {
    this.target = target;
    this.mirror = mirror;
    this.reader = target.reader(path("statusStorageTopic"));
  }

  /**
   * The mirror with what Connect says now in its status. Where no worker of it lives, what a
   * connector was said to do it does not.
   *
   * @throws ModuleFailure when the target cannot be asked
   */
  JsonNode now() {
    boolean known = reader.readIfThere(this::take);
    boolean alive = workers() > 0;
    if (!known && alive) {
      return mirror;
    }
    ObjectNode seen = mirror.deepCopy();
    ArrayNode all = seen.withObjectProperty("status").putArray("connectors");
    Set<String> wanted = MirrorRules.wanted(mirror).keySet();
    connectors.forEach((name, written) -> {
      if (wanted.contains(name)) {
        ObjectNode connector = all.addObject().put("name", name);
        connector.set("connector", state(written, alive));
        ArrayNode its = connector.putArray("tasks");
        tasks
            .getOrDefault(name, Map.of())
            .forEach((id, task) -> its.add(state(task, alive).put("id", id)));
      }
    });
    return seen;
  }

  /**
   * The same, when nothing is under way: a connector that has seen a new topic or group gives its
   * tasks up for a moment.
   *
   * @throws ModuleFailure when the target cannot be asked
   */
  JsonNode settled() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode seen = now();
    while (ReadinessRules.of(seen) instanceof Readiness.NotYet && System.nanoTime() < deadline) {
      Pause.take(LOOK_AGAIN);
      seen = now();
    }
    return seen;
  }

  /** A worker that dies leaves RUNNING behind; one that is told to stop UNASSIGNED. */
  private static ObjectNode state(JsonNode written, boolean alive) {
    ObjectNode state = MAPPER.createObjectNode();
    String said = written.path("state").asText("UNKNOWN");
    state.put("state", alive || !said.equals("RUNNING") ? said : "UNASSIGNED, no worker lives");
    return state.put("trace", written.path("trace").asText(""));
  }

  /** How many workers are members of the group; one that is frozen is none after ten seconds. */
  private int workers() {
    String group = path("groupId");
    return target.ask(
        "looking for the workers of the mirror",
        admin -> {
          try {
            return admin.describeClassicGroups(List.of(group)).all().get().values().stream()
                .mapToInt(description -> description.members().size())
                .sum();
          } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
              return 0;
            }
            throw e;
          }
        });
  }

  private String path(String field) {
    return mirror.path("spec").path("target").path(field).asText();
  }

  private void take(ConsumerRecord<byte[], byte @Nullable []> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    Optional<JsonNode> state = state(record.value());
    if (key.startsWith(CONNECTOR)) {
      put(connectors, key.substring(CONNECTOR.length()), state);
    } else if (key.startsWith(TASK)) {
      int end = key.lastIndexOf('-');
      put(
          tasks.computeIfAbsent(key.substring(TASK.length(), end), name -> new TreeMap<>()),
          Integer.parseInt(key.substring(end + 1)),
          state);
    }
  }

  private static <K> void put(Map<K, JsonNode> states, K key, Optional<JsonNode> state) {
    state.ifPresentOrElse(known -> states.put(key, known), () -> states.remove(key));
  }

  private static Optional<JsonNode> state(byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(value))
          .filter(state -> !state.path("state").asText().equals("DESTROYED"));
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the status topic of the mirror has a record that is not Connect's",
          e);
    }
  }
}
