package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.admin.AdminClients;
import dev.strimzidr.lab.image.operator.admin.Answers;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolBuilder;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** Takes nodes away, but no broker that still holds a replica. */
record ScaleDown(Session session) {
  private static final String SKIP_CHECK = Annotations.DOMAIN + "skip-broker-scaledown-check";

  /** The brokers that are to go, or to stop being brokers, and still hold replicas. */
  Set<Integer> stillInUse(Cluster cluster, Identity identity) {
    Set<Integer> leaving =
        cluster.pools().stream()
            .flatMap(pool ->
                Stream.concat(pool.ids().removed().stream(), pool.ids().formerBrokers().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (leaving.isEmpty() || Annotations.isTrue(cluster.resource(), SKIP_CHECK)) {
      return Set.of();
    }
    String bootstrap =
        DnsNames.service(cluster.namespace(), KafkaResources.bootstrapServiceName(cluster.name()))
            + ":9091";
    try (var admin = AdminClients.toBrokers(bootstrap, Optional.of(identity))) {
      var names = Answers.of(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
      Set<Integer> inUse =
          Answers.of(admin.describeTopics(names).allTopicNames()).values().stream()
              .flatMap(topic -> topic.partitions().stream())
              .flatMap(partition -> partition.replicas().stream())
              .map(broker -> broker.id())
              .collect(Collectors.toSet());
      leaving.retainAll(inUse);
    }
    return leaving;
  }

  /** The pools with as many replicas and the roles that they had. */
  static List<KafkaNodePool> reverted(List<KafkaNodePool> pools) {
    List<KafkaNodePool> reverted = new ArrayList<>();
    for (KafkaNodePool pool : pools) {
      var status = pool.getStatus();
      boolean wasBroker =
          status != null
              && status.getRoles() != null
              && status.getRoles().contains(ProcessRoles.BROKER);
      if (!wasBroker || status.getNodeIds() == null) {
        reverted.add(pool);
        continue;
      }
      reverted.add(
          new KafkaNodePoolBuilder(pool)
              .editSpec()
              .withReplicas(Math.max(pool.getSpec().getReplicas(), status.getNodeIds().size()))
              .withRoles(status.getRoles())
              .endSpec()
              .build());
    }
    return reverted;
  }

  /** What the status says about a pool that stays larger than it was asked to be. */
  static List<String> warnings(List<KafkaNodePool> asked, List<KafkaNodePool> used) {
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      String name = asked.get(i).getMetadata().getName();
      var before = asked.get(i).getSpec();
      var after = used.get(i).getSpec();
      if (before.getReplicas() != after.getReplicas()) {
        warnings.add(
            "Reverting scale-down of KafkaNodePool %s by changing number of replicas to %d"
                .formatted(name, after.getReplicas()));
      }
      if (!before.getRoles().equals(after.getRoles())) {
        warnings.add(
            "Reverting role change of KafkaNodePool %s (setting roles to %s)"
                .formatted(name, after.getRoles()));
      }
    }
    return warnings;
  }

  /** Takes the Pods of removed nodes out of their sets before anything else changes. */
  void shrink(Cluster cluster, List<StrimziPodSet> sets) {
    Set<String> staying = cluster.nodes().stream().map(Node::podName).collect(Collectors.toSet());
    for (StrimziPodSet set : sets) {
      var left =
          PodSets.pods(set).stream()
              .filter(pod -> staying.contains(pod.getMetadata().getName()))
              .toList();
      if (left.size() < PodSets.pods(set).size()) {
        session
            .client()
            .resource(set)
            .edit(current -> {
              current.getSpec().setPods(left.stream().map(PodSets::toMap).toList());
              return current;
            });
      }
    }
  }

  /** The ids of all nodes that are taken away. */
  static Set<Integer> removed(Cluster cluster) {
    return cluster.pools().stream()
        .map(Pool::ids)
        .flatMap(ids -> ids.removed().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
