package dev.strimzidr.lab.image.operator.kafka.resource;

import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.kafka.Storages;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Selectors;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.strimzi.api.kafka.model.kafka.PersistentClaimStorage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The volume claims of a cluster. They outlive it unless they are marked with {@code deleteClaim}.
 */
public final class ClusterClaims {
  private ClusterClaims() {}

  public static List<PersistentVolumeClaim> of(Cluster cluster) {
    return cluster.nodes().stream().flatMap(node -> of(cluster.poolOf(node), node)).toList();
  }

  private static Stream<PersistentVolumeClaim> of(Pool pool, Node node) {
    return Storages.volumes(pool.storage()).stream()
        .filter(volume -> volume.storage() instanceof PersistentClaimStorage)
        .map(volume -> claim(pool, name(volume, node), (PersistentClaimStorage) volume.storage()));
  }

  static String name(Storages.DataVolume volume, Node node) {
    return volume.name() + "-" + node.podName();
  }

  private static PersistentVolumeClaim claim(
      Pool pool, String name, PersistentClaimStorage storage) {
    var metadata =
        pool.component()
            .metadata(
                name,
                Map.of(),
                Map.of(Annotations.DELETE_CLAIM, Boolean.toString(storage.isDeleteClaim())));
    if (!storage.isDeleteClaim()) {
      metadata.setOwnerReferences(List.of());
    }
    boolean selects = storage.getSelector() != null && !storage.getSelector().isEmpty();
    return new PersistentVolumeClaimBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity(storage.getSize()))
        .endResources()
        .withStorageClassName(storage.getStorageClass())
        .withVolumeAttributesClassName(storage.getVolumeAttributesClass())
        .withSelector(selects ? Selectors.matching(storage.getSelector()) : null)
        .withVolumeMode("Filesystem")
        .endSpec()
        .build();
  }
}
