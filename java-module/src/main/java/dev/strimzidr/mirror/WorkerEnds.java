package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.status.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * How the workers of a mirror ended before they were started again, as their Pods say it. No I/O.
 */
final class WorkerEnds {
  /** What a JVM that is told to end when it is out of memory ends with. */
  private static final int OUT_OF_MEMORY = 3;

  private final List<String> words = new ArrayList<>();
  private boolean memory;

  WorkerEnds(List<? extends JsonNode> pods) {
    for (JsonNode pod : pods) {
      String name = pod.path("metadata").path("name").asText();
      for (JsonNode container : pod.path("status").path("containerStatuses")) {
        JsonNode end = container.path("lastState").path("terminated");
        if (!end.isEmpty()) {
          int code = end.path("exitCode").asInt();
          String reason = end.path("reason").asText("");
          memory |= code == OUT_OF_MEMORY || reason.equals("OOMKilled");
          words.add(
              "%s was restarted %d times, and ended last at %s with code %d%s"
                  .formatted(
                      name,
                      container.path("restartCount").asInt(),
                      end.path("finishedAt").asText("a time unknown"),
                      code,
                      reason.isEmpty() ? "" : " (" + reason + ")"));
        }
      }
    }
  }

  /** One sentence for each worker that has ended. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** What to do about it; empty where that is not known. */
  String cure() {
    return memory ? new Cause("java.lang.OutOfMemoryError", "").cure() : "";
  }
}
