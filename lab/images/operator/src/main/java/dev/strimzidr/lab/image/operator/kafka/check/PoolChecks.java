package dev.strimzidr.lab.image.operator.kafka.check;

import dev.strimzidr.lab.image.operator.kafka.Version;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.strimzi.api.kafka.model.kafka.JbodStorage;
import io.strimzi.api.kafka.model.kafka.PersistentClaimStorage;
import io.strimzi.api.kafka.model.kafka.Storage;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of the node pools of a cluster. */
public final class PoolChecks {
  private static final String SEVERAL_DISKS_SINCE = "3.7-IV2";

  private PoolChecks() {}

  /**
   * Checks roles, disks, resources and storage.
   *
   * @throws Refusal listing all that is wrong with roles and disks, or the first thing that is
   *     wrong elsewhere
   */
  public static void check(String cluster, List<KafkaNodePool> pools, String metadataVersion) {
    if (pools.stream().noneMatch(pool -> pool.getSpec().getReplicas() > 0)) {
      throw Refusal.invalidResource(
          "KafkaNodePools are enabled, but KafkaNodePools for Kafka cluster %s either don't exist or have 0 replicas. Please make sure at least one KafkaNodePool resource exists, is in the same namespace as the Kafka resource, has at least one replica, and has the strimzi.io/cluster label set to the name of the Kafka resource."
              .formatted(cluster));
    }
    List<String> errors = new ArrayList<>();
    pools.forEach(pool -> withoutRole(pool).ifPresent(errors::add));
    requireRole(pools, ProcessRoles.BROKER).ifPresent(errors::add);
    requireRole(pools, ProcessRoles.CONTROLLER).ifPresent(errors::add);
    pools.forEach(pool -> tooManyDisks(pool, metadataVersion).ifPresent(errors::add));
    if (!errors.isEmpty()) {
      throw Refusal.invalidResource(
          "The Kafka cluster %s is invalid: %s".formatted(cluster, errors));
    }
    for (KafkaNodePool pool : pools) {
      checkResources(pool.getSpec().getResources(), "KafkaNodePool.spec.resources");
      checkStorage(pool.getSpec().getStorage());
    }
  }

  /**
   * Checks the sizes of claims.
   *
   * @throws Refusal when a claim has no size, or there is no volume
   */
  static void checkStorage(Storage storage) {
    String path = "KafkaNodePool.spec.storage";
    if (storage instanceof PersistentClaimStorage claim
        && (claim.getSize() == null || claim.getSize().isEmpty())) {
      throw Refusal.invalidResource(
          "The size is mandatory for a persistent-claim storage (" + path + ")");
    }
    if (storage instanceof JbodStorage jbod) {
      if (jbod.getVolumes() == null || jbod.getVolumes().isEmpty()) {
        throw Refusal.invalidResource(
            "JbodStorage needs to contain at least one volume (" + path + ")");
      }
      jbod.getVolumes().forEach(PoolChecks::checkStorage);
    }
  }

  /**
   * Checks the resources of a container.
   *
   * @throws Refusal when requests and limits do not fit together
   */
  public static void checkResources(@Nullable ResourceRequirements resources, String path) {
    if (resources == null) {
      return;
    }
    List<String> errors = new ArrayList<>();
    for (String type : List.of("cpu", "memory")) {
      Optional<BigDecimal> request = amount(resources.getRequests(), type);
      Optional<BigDecimal> limit = amount(resources.getLimits(), type);
      request
          .filter(r -> r.signum() <= 0)
          .ifPresent(r -> errors.add(path + " " + type + " request must be > zero"));
      limit
          .filter(l -> l.signum() <= 0)
          .ifPresent(l -> errors.add(path + " " + type + " limit must be > zero"));
      if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
        errors.add(path + " " + type + " request must be <= limit");
      }
    }
    if (!errors.isEmpty()) {
      throw Refusal.invalidResource(errors.toString());
    }
  }

  private static Optional<BigDecimal> amount(@Nullable Map<String, Quantity> amounts, String type) {
    return Optional.ofNullable(amounts).map(a -> a.get(type)).map(Quantity::getNumericalAmount);
  }

  private static Optional<String> withoutRole(KafkaNodePool pool) {
    boolean none = pool.getSpec().getRoles() == null || pool.getSpec().getRoles().isEmpty();
    return none
        ? Optional.of(
            "KafkaNodePool " + pool.getMetadata().getName() + " has no role defined in .spec.roles")
        : Optional.empty();
  }

  private static Optional<String> requireRole(List<KafkaNodePool> pools, ProcessRoles role) {
    boolean there =
        pools.stream()
            .filter(pool -> pool.getSpec().getRoles() != null)
            .anyMatch(pool ->
                pool.getSpec().getReplicas() > 0 && pool.getSpec().getRoles().contains(role));
    return there
        ? Optional.empty()
        : Optional.of(
            "At least one KafkaNodePool with the %s role and at least one replica is required when KRaft mode is enabled"
                .formatted(role.toValue()));
  }

  private static Optional<String> tooManyDisks(KafkaNodePool pool, String metadataVersion) {
    boolean several =
        pool.getSpec().getStorage() instanceof JbodStorage jbod
            && jbod.getVolumes() != null
            && jbod.getVolumes().size() > 1;
    return several && Version.compare(metadataVersion, SEVERAL_DISKS_SINCE) < 0
        ? Optional.of(
            "Using more than one disk in a JBOD storage in KRaft mode is supported only with Apache"
                + " Kafka 3.7.0 or newer and metadata version 3.7-IV2 or newer (in KafkaNodePool "
                + pool.getMetadata().getName()
                + ")")
        : Optional.empty();
  }
}
