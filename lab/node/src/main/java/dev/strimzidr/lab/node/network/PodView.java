package dev.strimzidr.lab.node.network;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;

/** What the network has to know about a Pod. */
final class PodView {
  private PodView() {}

  static boolean ready(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && conditions(pod).stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  static boolean ended(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static List<PodCondition> conditions(Pod pod) {
    return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
  }
}
