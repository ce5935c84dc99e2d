package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.Connector;
import dev.strimzidr.lab.image.operator.mirror.connect.ConnectClient;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Restarts connectors and tasks that annotations name. */
record RestartStep(Session session, KafkaMirrorMaker2 mirror, ConnectClient connect) {
  private static final String INCLUDE_TASKS = "includeTasks";
  private static final String ONLY_FAILED = "onlyFailed";
  private static final Pattern TASK = Pattern.compile("(.+):(\\d+)");

  /** Returns a warning when a connector that is named could not be restarted. */
  Optional<Condition> connector(Connector connector) {
    String asked = Annotations.of(mirror, Annotations.RESTART_CONNECTOR).orElse("");
    if (!asked.contains(connector.name())) {
      return Optional.empty();
    }
    if (!valid(asked, connector.name())) {
      return Optional.of(
          session.conditions().warning("RestartConnector", "Invalid annotation format"));
    }
    try {
      connect.restart(connector.name(), asked.contains(INCLUDE_TASKS), asked.contains(ONLY_FAILED));
      session.applier().removeAnnotations(mirror, List.of(Annotations.RESTART_CONNECTOR));
      return Optional.empty();
    } catch (Refusal e) {
      return warning("RestartConnector", "connector " + connector.name(), e);
    }
  }

  /** Returns a warning when a task that is named could not be restarted. */
  Optional<Condition> task(Connector connector) {
    var asked = TASK.matcher(Annotations.of(mirror, Annotations.RESTART_TASK).orElse("").strip());
    if (!asked.matches() || !asked.group(1).equals(connector.name())) {
      return Optional.empty();
    }
    try {
      connect.restartTask(connector.name(), Integer.parseInt(asked.group(2)));
      session.applier().removeAnnotations(mirror, List.of(Annotations.RESTART_TASK));
      return Optional.empty();
    } catch (Refusal e) {
      return warning("RestartConnectorTask", "connector task " + asked.group(), e);
    }
  }

  private Optional<Condition> warning(String reason, String what, Refusal failure) {
    return Optional.of(
        session
            .conditions()
            .warning(reason, "Failed to restart " + what + ". " + failure.getMessage()));
  }

  private static boolean valid(String asked, String connector) {
    String[] parts = asked.split(":", -1);
    boolean known =
        parts.length == 1
            || (parts.length == 2
                && Arrays.stream(parts[1].split(",", -1))
                    .map(String::strip)
                    .allMatch(
                        a -> a.equalsIgnoreCase(INCLUDE_TASKS) || a.equalsIgnoreCase(ONLY_FAILED)));
    return known && parts[0].equalsIgnoreCase(connector);
  }
}
