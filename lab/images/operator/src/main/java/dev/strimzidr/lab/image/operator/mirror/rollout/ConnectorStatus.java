package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.List;
import java.util.Map;

/** Reads what Connect tells of a connector. */
final class ConnectorStatus {
  private static final String FAILED = "FAILED";

  private ConnectorStatus() {}

  static String state(Map<String, Object> status) {
    if (status.get("connector") instanceof Map<?, ?> connector
        && connector.get("state") instanceof String state) {
      return state;
    }
    throw new Refusal("NoStackTraceThrowable", "JSON response lacked $.connector.state");
  }

  static boolean hasFailed(Map<String, Object> status) {
    return state(status).equals(FAILED);
  }

  static boolean hasFailedTask(Map<String, Object> status) {
    return status.get("tasks") instanceof List<?> tasks
        && tasks.stream()
            .anyMatch(task -> task instanceof Map<?, ?> t && FAILED.equals(t.get("state")));
  }
}
