package dev.strimzidr.lab.image.operator.podset;

import dev.strimzidr.lab.image.operator.resource.PodSets;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.strimzi.api.kafka.model.podset.StrimziPodSetStatus;
import io.strimzi.api.kafka.model.podset.StrimziPodSetStatusBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done with the Pods of a set, and what its status says meanwhile.
 *
 * @param pods how many there are to be, and those that are still to go
 * @param ready how many of them are ready
 * @param current how many of them have the revision that the set wants
 */
record PodSetPlan(List<Pod> create, List<Pod> delete, int pods, int ready, int current) {
  private static final Set<String> ENDED = Set.of("Failed", "Succeeded");

  static PodSetPlan of(List<Pod> desired, Map<String, Pod> existing) {
    List<Pod> create = new ArrayList<>();
    List<Pod> delete = new ArrayList<>();
    int ready = 0;
    int current = 0;
    for (Pod wanted : desired) {
      Pod pod = existing.get(wanted.getMetadata().getName());
      if (pod == null) {
        create.add(wanted);
        continue;
      }
      if (pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase())) {
        delete.add(pod);
      }
      ready += Readiness.isPodReady(pod) ? 1 : 0;
      current += PodSets.outdated(pod, wanted) ? 0 : 1;
    }
    List<String> names = desired.stream().map(pod -> pod.getMetadata().getName()).toList();
    List<Pod> surplus =
        existing.values().stream()
            .filter(pod -> !names.contains(pod.getMetadata().getName()))
            .toList();
    delete.addAll(surplus);
    return new PodSetPlan(create, delete, desired.size() + surplus.size(), ready, current);
  }

  StrimziPodSetStatus status(long generation) {
    return new StrimziPodSetStatusBuilder()
        .withObservedGeneration(generation)
        .withPods(pods)
        .withReadyPods(ready)
        .withCurrentPods(current)
        .build();
  }
}
