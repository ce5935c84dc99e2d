package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.kafka.check.Imitation;
import dev.strimzidr.lab.image.operator.kafka.check.ListenerChecks;
import dev.strimzidr.lab.image.operator.kafka.check.OptionChecks;
import dev.strimzidr.lab.image.operator.kafka.check.PoolChecks;
import dev.strimzidr.lab.image.operator.kafka.check.ReplicationChecks;
import dev.strimzidr.lab.image.operator.kafka.check.StorageChange;
import dev.strimzidr.lab.image.operator.kafka.check.Warnings;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.Options;
import dev.strimzidr.lab.image.operator.status.Conditions;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.Storage;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plans a cluster out of its resources and what is known of it.
 *
 * @param storageInUse the storage that each StrimziPodSet was made with, by its name
 * @param newClusterId makes the id of a cluster that has none yet
 */
public record ClusterPlan(
    Versions versions,
    Conditions conditions,
    Map<String, Storage> storageInUse,
    Supplier<String> newClusterId) {
  private static final String TYPE = "kafka";
  private static final Map<String, String> DEFAULTS = Map.of("min.insync.replicas", "1");

  /**
   * The cluster as it is to be.
   *
   * @throws Refusal when Strimzi would not serve these resources
   */
  public Cluster plan(Kafka kafka, List<KafkaNodePool> poolResources, VersionChange change) {
    String name = kafka.getMetadata().getName();
    Imitation.check(kafka, poolResources);
    PoolChecks.check(name, poolResources, change.metadataVersion());
    Component component = Component.of(kafka, KafkaResources.kafkaComponentName(name), TYPE);
    Map<String, NodeIds> ids = NodeIds.assign(poolResources);
    List<Pool> pools =
        poolResources.stream()
            .sorted(Comparator.comparing(pool -> pool.getMetadata().getName()))
            .map(pool ->
                pool(
                    component, pool, Objects.requireNonNull(ids.get(pool.getMetadata().getName()))))
            .toList();
    MetadataVersions.level(change.metadataVersion());
    KafkaClusterSpec spec = kafka.getSpec().getKafka();
    int brokers = pools.stream().filter(Pool::isBroker).mapToInt(pool -> pool.nodes().size()).sum();
    ReplicationChecks.check(spec.getConfig(), brokers);
    String image = versions.kafkaImage(spec.getImage(), spec.getVersion());
    Map<String, String> configuration = configuration(spec);
    OptionChecks.check(kafka.getMetadata().getNamespace(), name, configuration);
    ListenerChecks.check(spec.getListeners());
    return new Cluster(
        kafka,
        component,
        pools,
        change.to(),
        change.metadataVersion(),
        clusterId(kafka, poolResources),
        image,
        configuration,
        Warnings.of(conditions, spec, pools, change.to().number(), change.metadataVersion()));
  }

  private Pool pool(Component cluster, KafkaNodePool pool, NodeIds ids) {
    String name = pool.getMetadata().getName();
    Storage wanted = pool.getSpec().getStorage();
    Storage inUse = storageInUse.getOrDefault(cluster.cluster() + "-" + name, wanted);
    boolean allowed = StorageChange.allowed(inUse, wanted);
    List<Condition> warnings = new ArrayList<>();
    if (!allowed) {
      warnings.add(
          conditions.warning(
              "KafkaStorage",
              "The desired Kafka storage configuration in the KafkaNodePool resource %s/%s contains changes which are not allowed. As a result, all storage changes will be ignored. Use DEBUG level logging for more information about the detected changes."
                  .formatted(pool.getMetadata().getNamespace(), name)));
    }
    return new Pool(
        pool, cluster.part(pool, Labels.POOL_NAME, name), ids, allowed ? wanted : inUse, warnings);
  }

  private String clusterId(Kafka kafka, List<KafkaNodePool> pools) {
    return Optional.ofNullable(kafka.getStatus())
        .map(status -> status.getClusterId())
        .or(() ->
            pools.stream()
                .flatMap(pool -> Optional.ofNullable(pool.getStatus()).stream())
                .flatMap(status -> Optional.ofNullable(status.getClusterId()).stream())
                .findFirst())
        .orElseGet(newClusterId);
  }

  private static Map<String, String> configuration(KafkaClusterSpec spec) {
    List<String> exceptions =
        new ArrayList<>(Options.split(KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS));
    for (GenericKafkaListener listener :
        Optional.ofNullable(spec.getListeners()).orElse(List.of())) {
      Options.split(KafkaClusterSpec.ALLOWED_PER_LISTENER_CONFIGS)
          .forEach(option ->
              exceptions.add(
                  "listener.name.%s.%s".formatted(Listeners.identifier(listener), option)));
    }
    return Options.withoutPrefixes(KafkaClusterSpec.FORBIDDEN_PREFIXES, exceptions, DEFAULTS)
        .of(Optional.ofNullable(spec.getConfig()).orElse(Map.of()));
  }
}
