package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.ClusterPlan;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.kafka.VersionChange;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterClaims;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterPodSets;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterPolicies;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import io.strimzi.api.kafka.model.kafka.Storage;
import io.strimzi.api.kafka.model.kafka.UsedNodePoolStatusBuilder;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolList;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** One reconciliation of a Kafka cluster, from its CAs to its entity operator. */
final class ClusterRollout {
  private final Session session;
  private final Kafka kafka;
  private final KafkaStatus status;
  private final Runnable onProgress;
  private final String name;

  /**
   * A reconciliation that writes into a status as it goes.
   *
   * @param onProgress called when the status has something to say although the cluster is not ready
   */
  ClusterRollout(Session session, Kafka kafka, KafkaStatus status, Runnable onProgress) {
    this.session = session;
    this.kafka = kafka;
    this.status = status;
    this.onProgress = onProgress;
    this.name = kafka.getMetadata().getName();
  }

  /**
   * Returns when the cluster is as it is to be.
   *
   * @throws Refusal when it cannot be
   */
  void run() {
    AuthorityStep.Result authorities = new AuthorityStep(session, kafka).run();
    VersionChange change = VersionChange.plan(kafka, runningVersions());
    List<KafkaNodePool> pools =
        session.list(
            session.client().resources(KafkaNodePool.class, KafkaNodePoolList.class),
            Map.of(Labels.CLUSTER, name));
    if (pools.isEmpty()) {
      throw Refusal.invalidConfiguration("No KafkaNodePools found for Kafka cluster " + name);
    }
    List<StrimziPodSet> sets = podSets();
    ClusterPlan plan =
        new ClusterPlan(
            session.settings().versions(),
            session.conditions(),
            storageInUse(sets),
            () -> Uuid.randomUuid().toString());
    Cluster cluster = plan.plan(kafka, pools, change);
    Set<Integer> blocked = new ScaleDown(session).stillInUse(cluster, authorities.operator());
    if (!blocked.isEmpty()) {
      List<KafkaNodePool> reverted = ScaleDown.reverted(pools);
      blocked = ScaleDown.removed(cluster);
      cluster = plan.plan(kafka, reverted, change);
      ScaleDown.warnings(pools, reverted)
          .forEach(text ->
              status.addCondition(session.conditions().warning("ScaleDownPreventionCheck", text)));
    }
    rollOut(cluster, blocked, authorities, sets);
  }

  private void rollOut(
      Cluster cluster,
      Set<Integer> blocked,
      AuthorityStep.Result authorities,
      List<StrimziPodSet> sets) {
    status.addConditions(cluster.allWarnings());
    if (session.settings().networkPolicies()) {
      session
          .applier()
          .apply(ClusterPolicies.network(cluster, session.settings().operatorNamespace()));
    }
    List<PersistentVolumeClaim> claims = ClusterClaims.of(cluster);
    new ClaimStep(session).apply(claims, status);
    session.applier().applyAll(ClusterPolicies.access(cluster));
    new ScaleDown(session).shrink(cluster, sets);
    poolStatuses(cluster);
    Addresses addresses = new ListenerStep(session, cluster).run(authorities.cluster());
    CertificateStep.Result certificates =
        new CertificateStep(session, cluster, authorities.cluster()).run(addresses);
    PodStep pods = new PodStep(session, cluster, authorities);
    pods.configure(addresses, blocked);
    if (session.settings().disruptionBudgets()) {
      session.applier().apply(ClusterPolicies.budget(cluster));
    }
    pods.makeSets(certificates.thumbprints());
    deleteStaleSets(cluster, sets);
    pods.awaitNew();
    pods.roll();
    pods.awaitAll();
    session.waiting().endpoints(KafkaResources.bootstrapServiceName(name));
    session.waiting().endpoints(KafkaResources.brokersServiceName(name));
    new LiveStep(cluster, authorities.operator(), session.conditions()).run(status);
    new ClaimStep(session).deleteUnused(cluster.component(), claims);
    certificates.stale().forEach(session.applier()::delete);
    status.setKafkaVersion(cluster.version().number());
    onProgress.run();
    status.setListeners(addresses.statuses());
    new EntityStep(session, kafka, authorities.cluster()).run();
  }

  private void poolStatuses(Cluster cluster) {
    for (Pool pool : cluster.pools()) {
      session.statuses().write(pool.resource(), pool.status(cluster.clusterId()));
    }
    status.setKafkaNodePools(
        cluster.pools().stream()
            .map(pool -> new UsedNodePoolStatusBuilder().withName(pool.name()).build())
            .sorted(Comparator.comparing(pool -> pool.getName()))
            .toList());
    onProgress.run();
  }

  private void deleteStaleSets(Cluster cluster, List<StrimziPodSet> sets) {
    Set<String> desired = cluster.pools().stream().map(Pool::setName).collect(Collectors.toSet());
    List<HasMetadata> stale = new ArrayList<>(sets);
    stale.removeIf(set -> desired.contains(set.getMetadata().getName()));
    stale.forEach(session.applier()::delete);
  }

  private List<StrimziPodSet> podSets() {
    return session.list(
        session.client().resources(StrimziPodSet.class, StrimziPodSetList.class), selector());
  }

  private List<String> runningVersions() {
    return session.list(session.client().pods(), selector()).stream()
        .flatMap(pod -> Annotations.of(pod, Annotations.KAFKA_VERSION).stream())
        .toList();
  }

  private Map<String, String> selector() {
    return Map.of(
        Labels.CLUSTER,
        name,
        Labels.KIND,
        Kafka.RESOURCE_KIND,
        Labels.NAME,
        KafkaResources.kafkaComponentName(name));
  }

  private static Map<String, Storage> storageInUse(List<StrimziPodSet> sets) {
    Map<String, Storage> storage = new HashMap<>();
    for (StrimziPodSet set : sets) {
      Annotations.of(set, Annotations.STORAGE)
          .ifPresent(
              json -> storage.put(set.getMetadata().getName(), ClusterPodSets.storage(json)));
    }
    return storage;
  }
}
