package dev.strimzidr.lab.node.pod;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HostIPBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out the status of a Pod from its containers. */
final class PodStatuses {
  private static final Set<String> OURS =
      Set.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

  private PodStatuses() {}

  /**
   * The whole status.
   *
   * @param volumesReady whether containers could start
   * @param podIp the address to report for the Pod
   * @param hostIp the address to report for the node
   */
  static PodStatus of(
      Pod pod,
      List<ContainerView> containers,
      boolean volumesReady,
      String podIp,
      String hostIp,
      Instant now) {
    String phase = phase(pod, containers);
    return new PodStatusBuilder()
        .withPhase(phase)
        .withConditions(conditions(pod, containers, phase, volumesReady, now))
        .withContainerStatuses(containers.stream().map(PodStatuses::containerStatus).toList())
        .withHostIP(hostIp)
        .withHostIPs(new HostIPBuilder().withIp(hostIp).build())
        .withPodIP(podIp)
        .withPodIPs(new PodIPBuilder().withIp(podIp).build())
        .withQosClass(qosClass(pod))
        .withStartTime(startTime(pod, now))
        .build();
  }

  /** Whether somebody else has changed the Pod's Ready condition. */
  static boolean readinessDiffers(Pod pod, PodStatus status) {
    return previous(pod).stream()
        .filter(c -> "Ready".equals(c.getType()))
        .anyMatch(c ->
            status.getConditions().stream()
                .anyMatch(d ->
                    "Ready".equals(d.getType()) && !Objects.equals(c.getStatus(), d.getStatus())));
  }

  private static String phase(Pod pod, List<ContainerView> containers) {
    if (containers.stream().anyMatch(c -> c.state() instanceof ContainerState.Running)) {
      return "Running";
    }
    boolean ended =
        containers.stream().allMatch(c -> c.state() instanceof ContainerState.Terminated);
    if (ended && !"Always".equals(pod.getSpec().getRestartPolicy())) {
      return containers.stream().allMatch(PodStatuses::succeeded) ? "Succeeded" : "Failed";
    }
    boolean everRan = containers.stream().anyMatch(c -> c.last() != null || c.restarts() > 0);
    return ended || everRan ? "Running" : "Pending";
  }

  private static boolean succeeded(ContainerView container) {
    return container.state() instanceof ContainerState.Terminated t && t.exitCode() == 0;
  }

  private static List<PodCondition> conditions(
      Pod pod, List<ContainerView> containers, String phase, boolean volumesReady, Instant now) {
    List<String> unready =
        containers.stream().filter(c -> !c.ready()).map(ContainerView::name).toList();
    boolean ready = unready.isEmpty();
    String reason = phase.equals("Succeeded") ? "PodCompleted" : "ContainersNotReady";
    String message =
        phase.equals("Succeeded")
            ? ""
            : "containers with unready status: [" + String.join(" ", unready) + "]";
    var conditions = new ArrayList<PodCondition>();
    conditions.add(condition(pod, "PodReadyToStartContainers", volumesReady, "", "", now));
    conditions.add(condition(pod, "Initialized", true, "", "", now));
    conditions.add(condition(pod, "Ready", ready, reason, message, now));
    conditions.add(condition(pod, "ContainersReady", ready, reason, message, now));
    conditions.add(condition(pod, "PodScheduled", true, "", "", now));
    previous(pod).stream().filter(c -> !OURS.contains(c.getType())).forEach(conditions::add);
    return conditions;
  }

  private static PodCondition condition(
      Pod pod, String type, boolean holds, String reason, String message, Instant now) {
    String status = holds ? "True" : "False";
    String since =
        previous(pod).stream()
            .filter(c -> type.equals(c.getType()) && status.equals(c.getStatus()))
            .map(PodCondition::getLastTransitionTime)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(() -> time(now));
    var builder =
        new PodConditionBuilder().withType(type).withStatus(status).withLastTransitionTime(since);
    return holds || reason.isEmpty()
        ? builder.build()
        : builder.withReason(reason).withMessage(message.isEmpty() ? null : message).build();
  }

  private static ContainerStatus containerStatus(ContainerView view) {
    return new ContainerStatusBuilder()
        .withName(view.name())
        .withImage(view.image())
        .withImageID("lab://" + view.image())
        .withRestartCount(view.restarts())
        .withStarted(view.started())
        .withReady(view.ready())
        .withState(state(view.state()))
        .withLastState(state(view.last()))
        .build();
  }

  private static io.fabric8.kubernetes.api.model.ContainerState state(
      @Nullable ContainerState state) {
    var builder = new ContainerStateBuilder();
    return switch (state) {
      case null -> builder.build();
      case ContainerState.Waiting w ->
          builder
              .withNewWaiting()
              .withReason(w.reason())
              .withMessage(w.message().isEmpty() ? null : w.message())
              .endWaiting()
              .build();
      case ContainerState.Running r ->
          builder.withNewRunning().withStartedAt(time(r.startedAt())).endRunning().build();
      case ContainerState.Terminated t ->
          builder
              .withNewTerminated()
              .withExitCode(t.exitCode())
              .withReason(t.reason())
              .withStartedAt(time(t.startedAt()))
              .withFinishedAt(time(t.finishedAt()))
              .endTerminated()
              .build();
    };
  }

  private static List<PodCondition> previous(Pod pod) {
    return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
  }

  private static String qosClass(Pod pod) {
    String known = pod.getStatus() == null ? null : pod.getStatus().getQosClass();
    return Objects.requireNonNullElse(known, "BestEffort");
  }

  private static String startTime(Pod pod, Instant now) {
    String known = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
    return Objects.requireNonNullElse(known, time(now));
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
