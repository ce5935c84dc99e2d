package dev.strimzidr.lab.image.operator.kafka.roll;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from a Pod's status whether waiting for it makes sense. */
final class PodState {
  private static final Set<String> HOPELESS =
      Set.of("CrashLoopBackOff", "ImagePullBackOff", "ContainerCreating", "InvalidImageName");

  private PodState() {}

  static boolean isStuck(Pod pod) {
    Optional<PodStatus> status = Optional.ofNullable(pod.getStatus());
    boolean unschedulable =
        status.map(PodStatus::getConditions).orElse(List.of()).stream()
            .anyMatch(PodState::isUnschedulable);
    return unschedulable
        || status.map(PodStatus::getContainerStatuses).orElse(List.of()).stream()
            .anyMatch(PodState::isHopeless);
  }

  private static boolean isUnschedulable(PodCondition condition) {
    return "PodScheduled".equals(condition.getType())
        && "Unschedulable".equals(condition.getReason())
        && "False".equals(condition.getStatus());
  }

  private static boolean isHopeless(ContainerStatus container) {
    return container.getState() != null
        && container.getState().getWaiting() != null
        && HOPELESS.contains(container.getState().getWaiting().getReason());
  }
}
