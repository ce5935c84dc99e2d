package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.roll.Nodes;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetList;
import java.util.List;
import java.util.Map;

/** Marks the Pods of a cluster with the generation of the CA key that they are about to trust. */
final class KeyGenerationPatch {
  private final Session session;
  private final String cluster;
  private final int generation;
  private final List<StrimziPodSet> sets;

  KeyGenerationPatch(Session session, String cluster, int generation) {
    this.session = session;
    this.cluster = cluster;
    this.generation = generation;
    this.sets =
        session.list(
            session.client().resources(StrimziPodSet.class, StrimziPodSetList.class),
            Map.of(
                Labels.CLUSTER, cluster, Labels.NAME, KafkaResources.kafkaComponentName(cluster)));
  }

  List<Node> nodes() {
    return sets.stream().flatMap(set -> PodSets.pods(set).stream()).map(Nodes::of).toList();
  }

  void run() {
    for (StrimziPodSet set : sets) {
      session
          .client()
          .resource(set)
          .edit(current -> {
            current
                .getSpec()
                .setPods(
                    PodSets.pods(current).stream().map(this::marked).map(PodSets::toMap).toList());
            return current;
          });
    }
  }

  void rollEntityOperator() {
    String deployment = KafkaResources.entityOperatorDeploymentName(cluster);
    var operation =
        session
            .client()
            .apps()
            .deployments()
            .inNamespace(session.settings().namespace())
            .withName(deployment);
    if (operation.get() != null) {
      session
          .list(session.client().pods(), Map.of(Labels.NAME, deployment))
          .forEach(session.applier()::delete);
      session.waiting().deployment(deployment);
    }
  }

  private Pod marked(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations(Annotations.CLUSTER_CA_KEY_GENERATION, Integer.toString(generation))
        .endMetadata()
        .build();
  }
}
