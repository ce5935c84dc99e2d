package dev.strimzidr.lab.image.operator.mirror.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.Connector;
import dev.strimzidr.lab.image.operator.mirror.connect.ConnectClient;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Failures;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists, alters and resets the offsets of the connector that annotations name. */
record OffsetsStep(Session session, KafkaMirrorMaker2 mirror, ConnectClient connect) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> BOTH =
      List.of(Annotations.CONNECTOR_OFFSETS, Annotations.MIRROR_CONNECTOR);

  /** Returns a warning when it is this connector that was named and it could not be done. */
  Optional<Condition> run(Connector connector) {
    Optional<String> operation = Annotations.of(mirror, Annotations.CONNECTOR_OFFSETS);
    Optional<String> named = Annotations.of(mirror, Annotations.MIRROR_CONNECTOR);
    if (operation.isPresent() != named.isPresent()) {
      return incomplete(
          named.isPresent() ? Annotations.CONNECTOR_OFFSETS : Annotations.MIRROR_CONNECTOR);
    }
    if (!named.equals(Optional.of(connector.name()))) {
      return Optional.empty();
    }
    return switch (operation.orElse("none")) {
      case "list" -> list(connector);
      case "alter" -> alter(connector);
      case "reset" -> reset(connector);
      case "none" -> Optional.empty();
      default ->
          throw new Refusal(
              "IllegalArgumentException",
              "No enum constant"
                  + " io.strimzi.operator.cluster.operator.assembly.KafkaConnectorOffsetsAnnotation."
                  + operation.orElse(""));
    };
  }

  private Optional<Condition> list(Connector connector) {
    var target = connector.spec().getListOffsets();
    if (target == null) {
      return missing("ListOffsets", "list", "listOffsets");
    }
    return attempt(
        "ListOffsets",
        "listing",
        () -> {
          String name = target.getToConfigMap().getName();
          Map<String, String> offsets =
              Map.of(connector.offsetsKey(), connect.offsets(connector.name()));
          session.applier().apply(OffsetsMap.of(mirror, name, find(name), offsets));
        });
  }

  private Optional<Condition> alter(Connector connector) {
    var source = connector.spec().getAlterOffsets();
    if (source == null) {
      return missing("AlterOffsets", "alter", "alterOffsets");
    }
    return attempt(
        "AlterOffsets",
        "altering",
        () -> {
          requireStopped(connector);
          String offsets = read(source.getFromConfigMap().getName(), connector.offsetsKey());
          connect.alterOffsets(connector.name(), offsets);
        });
  }

  private Optional<Condition> reset(Connector connector) {
    return attempt(
        "ResetOffsets",
        "resetting",
        () -> {
          requireStopped(connector);
          connect.resetOffsets(connector.name());
        });
  }

  /** What is done is not asked for any more; what failed is tried again. */
  private Optional<Condition> attempt(String reason, String doing, Runnable operation) {
    try {
      operation.run();
      session.applier().removeAnnotations(mirror, BOTH);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          session
              .conditions()
              .warning(
                  reason,
                  "Encountered error %s connector offsets. %s"
                      .formatted(doing, Failures.message(e))));
    }
  }

  private void requireStopped(Connector connector) {
    if (!ConnectorStatus.state(connect.status(connector.name())).equals("STOPPED")) {
      throw failure("Connector is not in STOPPED state");
    }
  }

  private String read(String name, String key) {
    String start = "Encountered error fetching offsets to use in alter operation. ";
    ConfigMap map =
        find(name)
            .orElseThrow(() ->
                failure(
                    start
                        + "ConfigMap %s/%s does not exist."
                            .formatted(mirror.getMetadata().getNamespace(), name)));
    String offsets =
        Optional.ofNullable(map.getData())
            .map(data -> data.get(key))
            .orElseThrow(() -> failure(start + "Data field " + key + " is missing."));
    try {
      MAPPER.readTree(offsets);
      return offsets;
    } catch (JsonProcessingException e) {
      throw failure("Failed to parse contents of %s as JSON: %s".formatted(key, e.getMessage()));
    }
  }

  private Optional<ConfigMap> find(String name) {
    return Optional.ofNullable(
        session
            .client()
            .configMaps()
            .inNamespace(mirror.getMetadata().getNamespace())
            .withName(name)
            .get());
  }

  private static Refusal failure(String message) {
    return new Refusal("NoStackTraceThrowable", message);
  }

  private Optional<Condition> missing(String reason, String verb, String property) {
    String text =
        "Failed to %s the connector offsets due to missing property %s in %s CR."
            .formatted(verb, property, KafkaMirrorMaker2.RESOURCE_KIND);
    return Optional.of(session.conditions().warning(reason, text));
  }

  private Optional<Condition> incomplete(String annotation) {
    String text =
        "Encountered error getting connector offsets annotation. KafkaMirrorMaker2 resource %s/%s is missing annotation %s"
            .formatted(
                mirror.getMetadata().getNamespace(), mirror.getMetadata().getName(), annotation);
    return Optional.of(session.conditions().warning("ManageOffsets", text));
  }
}
