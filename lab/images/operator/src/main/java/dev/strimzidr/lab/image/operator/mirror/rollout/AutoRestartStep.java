package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.mirror.Connector;
import dev.strimzidr.lab.image.operator.mirror.connect.ConnectClient;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.connector.AutoRestartStatus;
import io.strimzi.api.kafka.model.connector.AutoRestartStatusBuilder;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts connectors that have failed, ever more rarely. */
record AutoRestartStep(Clock clock, KafkaMirrorMaker2 mirror, ConnectClient connect) {
  private static final Logger LOG = LoggerFactory.getLogger(AutoRestartStep.class);
  private static final int LONGEST_PAUSE_MINUTES = 60;

  ConnectorResult run(Connector connector, Map<String, Object> status, List<Condition> warnings) {
    var result = new ConnectorResult(status, warnings, Optional.empty());
    return connector
        .autoRestart()
        .map(auto -> run(connector, result, Optional.ofNullable(auto.getMaxRestarts())))
        .orElse(result);
  }

  private ConnectorResult run(
      Connector connector, ConnectorResult result, Optional<Integer> maximum) {
    Optional<AutoRestartStatus> before = before(connector);
    boolean failed =
        ConnectorStatus.hasFailed(result.status())
            || ConnectorStatus.hasFailedTask(result.status());
    if (failed && isDue(before, maximum)) {
      return restart(connector, result, before);
    }
    boolean forgotten = !failed && before.filter(this::isLongAgo).isPresent();
    return new ConnectorResult(
        result.status(), result.warnings(), forgotten ? Optional.empty() : before);
  }

  private ConnectorResult restart(
      Connector connector, ConnectorResult result, Optional<AutoRestartStatus> before) {
    var now =
        new AutoRestartStatusBuilder()
            .withConnectorName(connector.name())
            .withCount(before.map(AutoRestartStatus::getCount).orElse(0) + 1)
            .withLastRestartTimestamp(clock.instant().truncatedTo(ChronoUnit.MICROS).toString())
            .build();
    Map<String, Object> status = result.status();
    try {
      LOG.info("Restarting connector {}, which has failed", connector.name());
      status = connect.restartFailed(connector.name()).orElse(status);
    } catch (Refusal e) {
      LOG.warn(
          "Failed to auto restart for the {} time(s) connector {}. {}",
          now.getCount(),
          connector.name(),
          e.getMessage());
    }
    return new ConnectorResult(status, result.warnings(), Optional.of(now));
  }

  private Optional<AutoRestartStatus> before(Connector connector) {
    return Optional.ofNullable(mirror.getStatus())
        .map(status -> status.getAutoRestartStatuses())
        .orElse(List.of())
        .stream()
        .filter(status -> connector.name().equals(status.getConnectorName()))
        .findFirst();
  }

  private boolean isDue(Optional<AutoRestartStatus> before, Optional<Integer> maximum) {
    return before
        .filter(status -> status.getLastRestartTimestamp() != null)
        .map(status ->
            maximum.filter(max -> status.getCount() >= max).isEmpty()
                && minutesSince(status) >= pauseMinutes(status))
        .orElse(true);
  }

  private boolean isLongAgo(AutoRestartStatus status) {
    return status.getLastRestartTimestamp() != null
        && status.getCount() > 0
        && minutesSince(status) > pauseMinutes(status);
  }

  private long minutesSince(AutoRestartStatus status) {
    return Duration.between(Instant.parse(status.getLastRestartTimestamp()), clock.instant())
        .toMinutes();
  }

  private static int pauseMinutes(AutoRestartStatus status) {
    return Math.min(status.getCount() * (status.getCount() + 1), LONGEST_PAUSE_MINUTES);
  }
}
