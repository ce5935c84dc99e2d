package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.kafka.config.BrokerOptions;
import dev.strimzidr.lab.image.operator.kafka.config.ConfigChange;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterConfigMaps;
import dev.strimzidr.lab.image.operator.kafka.resource.ClusterPodSets;
import dev.strimzidr.lab.image.operator.kafka.roll.Rolling;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Hash;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes ConfigMaps and StrimziPodSets, waits for new Pods, and rolls those that are out of date.
 */
final class PodStep {
  private final Session session;
  private final Cluster cluster;
  private final AuthorityStep.Result authorities;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<Integer, String> configurationHashes = new HashMap<>();
  private final Map<String, Pod> desired = new HashMap<>();

  PodStep(Session session, Cluster cluster, AuthorityStep.Result authorities) {
    this.session = session;
    this.cluster = cluster;
    this.authorities = authorities;
  }

  void configure(Addresses addresses, Set<Integer> cordoned) {
    List<ConfigMap> configMaps = new ArrayList<>();
    for (Node node : cluster.nodes()) {
      ConfigMap map =
          ClusterConfigMaps.of(cluster, node, addresses.advertised(), cordoned.contains(node.id()));
      String config = Objects.requireNonNull(map.getData().get(ClusterConfigMaps.SERVER_CONFIG));
      settings.put(node.podName(), config);
      configurationHashes.put(
          node.id(), Hash.stub(addresses.advertised().fingerprint(node) + custom(config)));
      configMaps.add(map);
    }
    session.applier().applyAll(configMaps);
    session.list(session.client().configMaps(), cluster.component().selector()).stream()
        .filter(map -> !settings.containsKey(map.getMetadata().getName()))
        .forEach(session.applier()::delete);
  }

  void makeSets(Map<Integer, String> thumbprints) {
    for (Pool pool : cluster.pools()) {
      StrimziPodSet set =
          ClusterPodSets.of(
              cluster, pool, session.settings().images(), node -> marks(node, thumbprints));
      PodSets.pods(set).forEach(pod -> desired.put(pod.getMetadata().getName(), pod));
      session.applier().apply(set);
    }
  }

  /** Waits for Pods of nodes that have just been added. */
  void awaitNew() {
    cluster.pools().stream()
        .flatMap(pool -> pool.nodes(pool.ids().added()).stream())
        .forEach(node -> session.waiting().podReady(node.podName()));
  }

  void roll() {
    try (Rolling rolling =
        Rolling.of(
            session,
            cluster.name(),
            cluster.nodes(),
            authorities.operator(),
            node -> ConfigChange.parse(Objects.requireNonNull(settings.get(node.podName()))))) {
      rolling.restart(this::reasons);
    }
  }

  void awaitAll() {
    cluster.nodes().forEach(node -> session.waiting().podReady(node.podName()));
  }

  private List<String> reasons(Pod pod) {
    List<String> reasons = new ArrayList<>();
    Optional.ofNullable(desired.get(pod.getMetadata().getName()))
        .filter(wanted -> PodSets.outdated(pod, wanted))
        .ifPresent(wanted -> reasons.add("Pod has old revision"));
    for (var authority : List.of(authorities.cluster(), authorities.clients())) {
      switch (authority.change()) {
        case CERTIFICATE_RENEWED, KEY_REPLACED ->
            reasons.add(authority.role().title() + " certificate renewal");
        case OLD_CERTIFICATES_REMOVED ->
            reasons.add(authority.role().title() + " certificate removal");
        case NONE, CREATED -> {}
      }
    }
    return reasons;
  }

  private Map<String, String> marks(Node node, Map<Integer, String> thumbprints) {
    Map<String, String> marks = new TreeMap<>();
    var clusterCa = authorities.cluster();
    marks.put(
        Annotations.CLUSTER_CA_CERT_GENERATION,
        Integer.toString(clusterCa.certificateGeneration()));
    marks.put(Annotations.CLUSTER_CA_KEY_GENERATION, Integer.toString(clusterCa.keyGeneration()));
    marks.put(
        Annotations.CLIENTS_CA_CERT_GENERATION,
        Integer.toString(authorities.clients().certificateGeneration()));
    marks.put(
        Annotations.CONFIGURATION_HASH, Objects.requireNonNull(configurationHashes.get(node.id())));
    marks.put(Annotations.KAFKA_VERSION, cluster.version().number());
    marks.put(Annotations.SERVER_CERT_HASH, Objects.requireNonNull(thumbprints.get(node.id())));
    return marks;
  }

  /** Options that Kafka itself does not know: a running node cannot take them over. */
  private static String custom(String config) {
    Map<String, String> options = ConfigChange.parse(config);
    options.keySet().removeIf(name -> BrokerOptions.find(name).isPresent());
    return options.toString();
  }
}
