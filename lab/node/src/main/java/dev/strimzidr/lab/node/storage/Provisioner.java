package dev.strimzidr.lab.node.storage;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.files.SiteFolders;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes persistent volumes for claims, and removes those that nobody claims any more. */
public final class Provisioner {
  static final String NAME = "strimzi-dr.dev/lab-node";
  private static final String STORAGE_CLASS = "lab";
  private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
  private static final Set<String> REQUESTED_BY =
      Set.of(
          "volume.kubernetes.io/storage-provisioner",
          "volume.beta.kubernetes.io/storage-provisioner");

  private final KubernetesClient client;
  private final SiteFolders folders;
  private final Supplier<? extends Collection<PersistentVolumeClaim>> claims;
  private final Supplier<? extends Collection<PersistentVolume>> volumes;

  /** Provisions for these claims. */
  public Provisioner(
      KubernetesClient client,
      SiteFolders folders,
      Supplier<? extends Collection<PersistentVolumeClaim>> claims,
      Supplier<? extends Collection<PersistentVolume>> volumes) {
    this.client = client;
    this.folders = folders;
    this.claims = claims;
    this.volumes = volumes;
  }

  /** Makes the StorageClass that claims get which name none. */
  public void register() {
    var storageClass =
        new StorageClassBuilder()
            .withNewMetadata()
            .withName(STORAGE_CLASS)
            .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
            .endMetadata()
            .withProvisioner(NAME)
            .withReclaimPolicy("Delete")
            .withVolumeBindingMode("Immediate")
            .withAllowVolumeExpansion(true)
            .build();
    createUnlessThere(() -> client.resource(storageClass).create());
  }

  /** Makes what is claimed, removes what was released. */
  public void provision() {
    Set<String> existing =
        volumes.get().stream().map(v -> v.getMetadata().getName()).collect(Collectors.toSet());
    claims.get().stream()
        .filter(Provisioner::isOurs)
        .filter(claim -> !existing.contains(volumeName(claim)))
        .forEach(this::create);
    volumes.get().stream().filter(Provisioner::isReleased).forEach(this::delete);
  }

  private static boolean isOurs(PersistentVolumeClaim claim) {
    Map<String, String> annotations = claim.getMetadata().getAnnotations();
    return annotations != null
        && claim.getSpec().getVolumeName() == null
        && claim.getMetadata().getDeletionTimestamp() == null
        && REQUESTED_BY.stream().anyMatch(key -> NAME.equals(annotations.get(key)));
  }

  private static boolean isReleased(PersistentVolume volume) {
    Map<String, String> annotations = volume.getMetadata().getAnnotations();
    return annotations != null
        && NAME.equals(annotations.get(PROVISIONED_BY))
        && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy())
        && volume.getStatus() != null
        && "Released".equals(volume.getStatus().getPhase());
  }

  private static String volumeName(PersistentVolumeClaim claim) {
    return "pvc-" + claim.getMetadata().getUid();
  }

  private void create(PersistentVolumeClaim claim) {
    Path folder = folders.persistentVolume(volumeName(claim));
    var metadata = claim.getMetadata();
    var volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(volumeName(claim))
            .addToAnnotations(PROVISIONED_BY, NAME)
            .endMetadata()
            .withNewSpec()
            .withStorageClassName(claim.getSpec().getStorageClassName())
            .withAccessModes(claim.getSpec().getAccessModes())
            .withCapacity(claim.getSpec().getResources().getRequests())
            .withVolumeMode("Filesystem")
            .withPersistentVolumeReclaimPolicy(reclaimPolicy(claim))
            .withNewHostPath()
            .withPath(folder.toString())
            .endHostPath()
            .withNewClaimRef()
            .withApiVersion("v1")
            .withKind("PersistentVolumeClaim")
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .endClaimRef()
            .endSpec()
            .build();
    try {
      Folders.create(folder);
    } catch (IOException e) {
      throw new NodeException("Cannot make the persistent volume " + folder, e);
    }
    createUnlessThere(() -> client.resource(volume).create());
  }

  private String reclaimPolicy(PersistentVolumeClaim claim) {
    var storageClass =
        client
            .storage()
            .v1()
            .storageClasses()
            .withName(claim.getSpec().getStorageClassName())
            .get();
    String policy = storageClass == null ? null : storageClass.getReclaimPolicy();
    return Objects.requireNonNullElse(policy, "Delete");
  }

  private void delete(PersistentVolume volume) {
    try {
      Folders.delete(folders.persistentVolume(volume.getMetadata().getName()));
    } catch (IOException e) {
      throw new NodeException("Cannot delete volume " + volume.getMetadata().getName(), e);
    }
    client.resource(volume).delete();
  }

  private static void createUnlessThere(Runnable create) {
    try {
      create.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
