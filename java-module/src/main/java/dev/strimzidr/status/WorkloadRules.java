package dev.strimzidr.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When what runs containers is ready, as {@code kubectl rollout status} and {@code kubectl wait}
 * see it. No I/O.
 */
final class WorkloadRules {
  private static final String ON_DELETE = "OnDelete";

  private WorkloadRules() {}

  static Readiness deployment(JsonNode resource) {
    if (resource.path("spec").path("paused").asBoolean()) {
      return Readiness.READY;
    }
    Optional<Readiness> old = old(resource);
    if (old.isPresent()) {
      return old.get();
    }
    Optional<Condition> late =
        Condition.find(resource, "Progressing")
            .filter(progress -> progress.reason().equals("ProgressDeadlineExceeded"));
    if (late.isPresent()) {
      return new Readiness.Never(late.get().toString());
    }
    Optional<Condition> failed =
        Condition.find(resource, "ReplicaFailure").filter(Condition::isTrue);
    if (failed.isPresent()) {
      return new Readiness.NotYet(failed.get().toString());
    }
    JsonNode status = resource.path("status");
    long wanted = replicas(resource);
    boolean ready =
        status.path("updatedReplicas").asLong() == wanted
            && status.path("availableReplicas").asLong() == wanted
            && status.path("replicas").asLong() == wanted;
    return ready
        ? Readiness.READY
        : new Readiness.NotYet(
            "%d of %d Pods are available"
                .formatted(status.path("availableReplicas").asLong(), wanted));
  }

  static Readiness daemonSet(JsonNode resource) {
    Optional<Readiness> old = old(resource);
    if (old.isPresent()) {
      return old.get();
    }
    JsonNode status = resource.path("status");
    long wanted = status.path("desiredNumberScheduled").asLong();
    long updated = status.path("updatedNumberScheduled").asLong();
    if (!onDelete(resource) && updated < wanted) {
      return new Readiness.NotYet("%d of %d Pods are updated".formatted(updated, wanted));
    }
    long available = status.path("numberAvailable").asLong();
    return available < wanted
        ? new Readiness.NotYet("%d of %d Pods are available".formatted(available, wanted))
        : Readiness.READY;
  }

  static Readiness statefulSet(JsonNode resource) {
    Optional<Readiness> old = old(resource);
    if (old.isPresent()) {
      return old.get();
    }
    JsonNode status = resource.path("status");
    long wanted = replicas(resource);
    long ready = status.path("readyReplicas").asLong();
    if (ready < wanted) {
      return new Readiness.NotYet("%d of %d Pods are ready".formatted(ready, wanted));
    }
    if (onDelete(resource)) {
      return Readiness.READY;
    }
    long partition =
        resource
            .path("spec")
            .path("updateStrategy")
            .path("rollingUpdate")
            .path("partition")
            .asLong();
    long toUpdate = Math.max(0, wanted - partition);
    long updated = status.path("updatedReplicas").asLong();
    String current = status.path("currentRevision").asText();
    String update = status.path("updateRevision").asText();
    // The revision is the current one when all have it; with a partition that is never so.
    if (!current.equals(update) && (updated < toUpdate || partition == 0)) {
      return new Readiness.NotYet(
          "%d of %d Pods are updated to the revision %s".formatted(updated, toUpdate, update));
    }
    return Readiness.READY;
  }

  static Readiness job(JsonNode resource) {
    Optional<Condition> failed =
        Condition.find(resource, "Failed")
            .or(() -> Condition.find(resource, "FailureTarget"))
            .filter(Condition::isTrue);
    if (failed.isPresent()) {
      return new Readiness.Never(failed.get().toString());
    }
    if (Condition.find(resource, "Complete").filter(Condition::isTrue).isPresent()) {
      return Readiness.READY;
    }
    if (resource.path("spec").path("suspend").asBoolean()) {
      return new Readiness.NotYet("it is suspended (spec.suspend)");
    }
    JsonNode status = resource.path("status");
    return new Readiness.NotYet(
        "it is not complete: %d of %d Pods succeeded, %d failed"
            .formatted(
                status.path("succeeded").asLong(),
                resource.path("spec").path("completions").asLong(1),
                status.path("failed").asLong()));
  }

  static Readiness pod(JsonNode resource) {
    JsonNode status = resource.path("status");
    List<String> containers = containers(status);
    switch (status.path("phase").asText()) {
      case "Succeeded" -> {
        return Readiness.READY;
      }
      case "Failed" -> {
        return new Readiness.Never("it has failed" + said(status) + with(containers));
      }
      default -> {}
    }
    if (lost(resource)) {
      return new Readiness.Never(String.join(", ", containers));
    }
    if (Condition.find(resource, "Ready").filter(Condition::isTrue).isPresent()) {
      return Readiness.READY;
    }
    if (!containers.isEmpty()) {
      return new Readiness.NotYet(String.join(", ", containers));
    }
    return new Readiness.NotYet(
        Condition.of(resource).stream()
            .filter(condition -> !condition.isTrue() && !condition.message().isEmpty())
            .map(Condition::toString)
            .findFirst()
            .orElseGet(() ->
                "its phase is %s, and it is not ready".formatted(status.path("phase").asText())));
  }

  /** Containers that wait for more than their turn, or that have ended badly. */
  private static List<String> containers(JsonNode status) {
    List<String> bad = new ArrayList<>();
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode container : status.path(list)) {
        JsonNode waiting = container.path("state").path("waiting");
        JsonNode ended = container.path("state").path("terminated");
        String reason = waiting.path("reason").asText();
        String name = container.path("name").asText();
        if (ended.path("exitCode").asInt() != 0) {
          bad.add(
              "container %s has ended with %d%s"
                  .formatted(name, ended.path("exitCode").asInt(), said(ended)));
        } else if (!reason.isEmpty()
            && !reason.equals("ContainerCreating")
            && !reason.equals("PodInitializing")) {
          JsonNode before = container.path("lastState").path("terminated");
          bad.add(
              "container %s waits%s%s"
                  .formatted(
                      name,
                      said(waiting),
                      before.isMissingNode()
                          ? ""
                          : ", it had ended with %d%s"
                              .formatted(before.path("exitCode").asInt(), said(before))));
        }
      }
    }
    return bad;
  }

  /** Whether a container never runs, or never again. */
  private static boolean lost(JsonNode pod) {
    boolean once = pod.path("spec").path("restartPolicy").asText().equals("Never");
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      JsonNode state = container.path("state");
      if (state.path("waiting").path("reason").asText().equals("InvalidImageName")
          || (once && state.path("terminated").path("exitCode").asInt() != 0)) {
        return true;
      }
    }
    return false;
  }

  private static String said(JsonNode state) {
    String reason = state.path("reason").asText();
    String message = state.path("message").asText().strip();
    if (reason.isEmpty() && message.isEmpty()) {
      return "";
    }
    String both =
        reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
    return " (" + both + ")";
  }

  private static String with(List<String> containers) {
    return containers.isEmpty() ? "" : ": " + String.join(", ", containers);
  }

  /** A status that was written before its controller saw the newest generation tells nothing. */
  private static Optional<Readiness> old(JsonNode resource) {
    long generation = resource.path("metadata").path("generation").asLong();
    long observed = resource.path("status").path("observedGeneration").asLong();
    return observed >= generation
        ? Optional.empty()
        : Optional.of(
            new Readiness.NotYet(
                "its controller has seen generation %d of %d".formatted(observed, generation)));
  }

  private static boolean onDelete(JsonNode resource) {
    return resource.path("spec").path("updateStrategy").path("type").asText().equals(ON_DELETE);
  }

  private static long replicas(JsonNode resource) {
    return resource.path("spec").path("replicas").asLong(1);
  }
}
