package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When a resource of each kind is ready. */
public final class ReadinessRules {
  private static final String STRIMZI = "kafka.strimzi.io/";
  // What an operator says of a specification that it will refuse for ever.
  private static final Set<String> PERMANENT =
      Set.of(
          "InvalidConfigurationException",
          "InvalidResourceException",
          "UnsupportedKafkaVersionException",
          "NotSupported",
          "InvalidResource",
          "ResourceConflict");
  private static final String REFUSED_BY_CONNECT = "Connector configuration is invalid";

  // Kafka's own refusals come as KafkaError, which may also be a broker that is away for a moment.
  private static final Set<String> PERMANENT_KAFKA =
      Set.of("InvalidConfigurationException", "PolicyViolationException");

  private ReadinessRules() {}

  /** Whether this state of the resource is ready. */
  public static Readiness of(JsonNode resource) {
    if (Deletion.begun(resource)) {
      String held = Deletion.heldBy(resource);
      return new Readiness.Never(
          "it is being deleted" + (held.isEmpty() ? "" : " and waits for " + held));
    }
    String apiVersion = resource.path("apiVersion").asText();
    if (apiVersion.startsWith(STRIMZI)) {
      return strimzi(resource);
    }
    // Others may have a kind of the same name.
    return switch (apiVersion + " " + resource.path("kind").asText()) {
      case "apps/v1 Deployment" -> WorkloadRules.deployment(resource);
      case "apps/v1 DaemonSet" -> WorkloadRules.daemonSet(resource);
      case "apps/v1 StatefulSet" -> WorkloadRules.statefulSet(resource);
      case "batch/v1 Job" -> WorkloadRules.job(resource);
      case "v1 Pod" -> WorkloadRules.pod(resource);
      case "apiextensions.k8s.io/v1 CustomResourceDefinition" -> established(resource);
      default -> Readiness.READY;
    };
  }

  private static Readiness strimzi(JsonNode resource) {
    long generation = resource.path("metadata").path("generation").asLong();
    JsonNode status = resource.path("status");
    if (status.isMissingNode() || status.isNull() || status.isEmpty()) {
      return new Readiness.NotYet(
          "no operator has looked at it: does one run, and watch this namespace?");
    }
    if (Condition.find(resource, "ReconciliationPaused").filter(Condition::isTrue).isPresent()) {
      return new Readiness.Never(
          "its reconciliation is paused by the annotation strimzi.io/pause-reconciliation");
    }
    long observed = status.path("observedGeneration").asLong(-1);
    if (observed != generation) {
      return new Readiness.NotYet(
          "the operator has seen generation %d of %d".formatted(Math.max(observed, 0), generation));
    }
    boolean mirror = resource.path("kind").asText().equals("KafkaMirrorMaker2");
    // With what has failed comes why, which no condition says.
    Optional<Readiness.Failing> failing = mirror ? MirrorRules.failing(resource) : Optional.empty();
    if (failing.isPresent()) {
      return failing.get();
    }
    Optional<Condition> refusal =
        Condition.find(resource, "NotReady")
            .filter(Condition::isTrue)
            .or(() -> Condition.find(resource, "Ready").filter(ready -> !ready.isTrue()));
    if (refusal.isPresent()) {
      Condition condition = refusal.get();
      return permanent(condition)
          ? new Readiness.Never(condition.toString())
          // Connect may have answered 409 or 500, as it does while it rebalances: the operator
          // asks it again in two minutes.
          : new Readiness.NotYet(condition.toString(), mirror);
    }
    // The status of a node pool never has conditions.
    if (resource.path("kind").asText().equals("KafkaNodePool")) {
      return Readiness.READY;
    }
    if (Condition.find(resource, "Ready").filter(Condition::isTrue).isEmpty()) {
      return new Readiness.NotYet("the operator is at work, there is no condition yet");
    }
    return mirror ? mirror(resource) : Readiness.READY;
  }

  private static boolean permanent(Condition condition) {
    return PERMANENT.contains(condition.reason())
        || condition.message().contains(REFUSED_BY_CONNECT)
        || (condition.reason().equals("KafkaError")
            && PERMANENT_KAFKA.stream().anyMatch(condition.message()::contains));
  }

  /** Ready says nothing of connectors: the operator says it with both of them failed. */
  private static Readiness mirror(JsonNode resource) {
    List<String> blocking = MirrorRules.blocking(resource);
    return blocking.isEmpty()
        ? Readiness.READY
        : new Readiness.NotYet(String.join(", ", blocking), true);
  }

  private static Readiness established(JsonNode resource) {
    if (Condition.find(resource, "Established").filter(Condition::isTrue).isPresent()) {
      return Readiness.READY;
    }
    // Another definition has the name already; it may have gone by the next try.
    return Condition.find(resource, "NamesAccepted")
        .filter(accepted -> accepted.status().equals("False"))
        .<Readiness>map(accepted -> new Readiness.Never(accepted.toString()))
        .orElseGet(() -> new Readiness.NotYet("it is not established yet"));
  }
}
