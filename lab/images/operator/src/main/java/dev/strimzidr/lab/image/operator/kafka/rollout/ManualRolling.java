package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.roll.Nodes;
import dev.strimzidr.lab.image.operator.kafka.roll.Rolling;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Pod;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts the nodes whose Pod or StrimziPodSet asks for it by annotation. */
record ManualRolling(Session session, Cluster cluster, Identity identity) {
  private static final Logger LOG = LoggerFactory.getLogger(ManualRolling.class);

  void run(List<StrimziPodSet> sets) {
    Set<Node> asked = new LinkedHashSet<>();
    for (StrimziPodSet set : sets) {
      if (Annotations.isTrue(set, Annotations.MANUAL_ROLLING_UPDATE)) {
        PodSets.pods(set).stream().map(Nodes::of).forEach(asked::add);
      }
    }
    List<Pod> pods = session.list(session.client().pods(), cluster.component().selector());
    pods.stream()
        .filter(pod -> Annotations.isTrue(pod, Annotations.MANUAL_ROLLING_UPDATE))
        .map(Nodes::of)
        .forEach(asked::add);
    if (!asked.isEmpty()) {
      roll(asked);
      sets.stream()
          .filter(set -> Annotations.isTrue(set, Annotations.MANUAL_ROLLING_UPDATE))
          .forEach(set ->
              session.applier().removeAnnotations(set, List.of(Annotations.MANUAL_ROLLING_UPDATE)));
    }
  }

  /**
   * What goes wrong here does not end the reconciliation: the next one sees the annotation again.
   */
  private void roll(Set<Node> asked) {
    Set<String> names = new LinkedHashSet<>();
    asked.forEach(node -> names.add(node.podName()));
    try (Rolling rolling = Rolling.of(session, cluster.name(), cluster.nodes(), identity)) {
      rolling.restart(pod ->
          names.contains(pod.getMetadata().getName())
              ? List.of("Pod was manually annotated to be rolled")
              : List.of());
    } catch (Refusal | KafkaException e) {
      LOG.warn("Manual rolling update of {} failed: {}", names, e.getMessage());
    }
  }
}
