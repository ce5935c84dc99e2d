package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.MirrorPlan;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts workers, one after another, those that are not ready first. */
record WorkerRolling(Session session, MirrorPlan plan) {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRolling.class);

  /**
   * Restarts the Pods that are not as the set wants them, and waits for all.
   *
   * @throws Refusal when one does not become ready
   */
  void rollOutdated(StrimziPodSet set) {
    roll(
        PodSets.pods(set),
        pod ->
            PodSets.pod(set, pod.getMetadata().getName())
                .filter(wanted -> PodSets.outdated(pod, wanted))
                .isPresent());
  }

  /** Restarts what annotations name. If that fails, it is tried again the next time. */
  void rollAnnotated() {
    Optional<StrimziPodSet> set =
        Optional.ofNullable(
            session
                .client()
                .resources(StrimziPodSet.class, StrimziPodSetList.class)
                .inNamespace(plan.namespace())
                .withName(plan.component().name())
                .get());
    boolean all =
        set.filter(s -> Annotations.isTrue(s, Annotations.MANUAL_ROLLING_UPDATE)).isPresent();
    List<Pod> asked =
        all
            ? set.map(PodSets::pods).orElse(List.of())
            : session.list(session.client().pods(), plan.component().selector()).stream()
                .filter(pod -> Annotations.isTrue(pod, Annotations.MANUAL_ROLLING_UPDATE))
                .toList();
    try {
      roll(asked, pod -> true);
      if (all) {
        set.ifPresent(s ->
            session.applier().removeAnnotations(s, List.of(Annotations.MANUAL_ROLLING_UPDATE)));
      }
    } catch (Refusal e) {
      LOG.warn("Manual rolling update of {} failed: {}", plan.name(), e.getMessage());
    }
  }

  private void roll(List<Pod> pods, Predicate<Pod> outdated) {
    List<String> names = new ArrayList<>();
    pods.forEach(pod -> names.add(pod.getMetadata().getName()));
    names.sort(Comparator.comparing(name -> find(name).map(Readiness::isPodReady).orElse(false)));
    for (String name : names) {
      find(name)
          .filter(outdated)
          .ifPresent(pod -> {
            LOG.info("Rolling Pod {}", name);
            session.applier().delete(pod);
            session.waiting().podReplaced(name, pod.getMetadata().getUid());
          });
      session.waiting().podReady(name);
    }
  }

  private Optional<Pod> find(String name) {
    return Optional.ofNullable(
        session.client().pods().inNamespace(plan.namespace()).withName(name).get());
  }
}
