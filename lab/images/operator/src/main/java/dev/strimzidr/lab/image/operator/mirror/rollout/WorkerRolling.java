package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.MirrorPlan;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  void roll(StrimziPodSet set) {
    List<String> names = new ArrayList<>();
    PodSets.pods(set).forEach(pod -> names.add(pod.getMetadata().getName()));
    names.sort(Comparator.comparing(name -> find(name).map(Readiness::isPodReady).orElse(false)));
    for (String name : names) {
      find(name)
          .filter(pod ->
              PodSets.pod(set, name).filter(wanted -> PodSets.outdated(pod, wanted)).isPresent())
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
