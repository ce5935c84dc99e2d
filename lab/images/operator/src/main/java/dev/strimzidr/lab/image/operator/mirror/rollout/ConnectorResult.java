package dev.strimzidr.lab.image.operator.mirror.rollout;

import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.connector.AutoRestartStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the mirror's status says of a connector.
 *
 * @param status as Connect tells it
 * @param warnings what could not be done although it was asked for
 */
record ConnectorResult(
    Map<String, Object> status,
    List<Condition> warnings,
    Optional<AutoRestartStatus> autoRestart) {}
