package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import org.jspecify.annotations.Nullable;

/** The volumes that Strimzi's Pods have, and where they are mounted. */
public final class Volumes {
  private static final String ACCOUNT = "kube-api-access";
  private static final int READ_FOR_ALL = 0644;

  private Volumes() {}

  public static Volume accountToken() {
    return new VolumeBuilder()
        .withName(ACCOUNT)
        .withNewProjected()
        .withDefaultMode(READ_FOR_ALL)
        .addNewSource()
        .withNewServiceAccountToken()
        .withPath("token")
        .endServiceAccountToken()
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName("kube-root-ca.crt")
        .addNewItem("ca.crt", null, "ca.crt")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewDownwardAPI()
        .addNewItem()
        .withPath("namespace")
        .withNewFieldRef("v1", "metadata.namespace")
        .endItem()
        .endDownwardAPI()
        .endSource()
        .endProjected()
        .build();
  }

  public static VolumeMount accountTokenMount() {
    return new VolumeMountBuilder()
        .withName(ACCOUNT)
        .withReadOnly(true)
        .withMountPath("/var/run/secrets/kubernetes.io/serviceaccount")
        .build();
  }

  public static Volume inMemory(String name, String size) {
    return emptyDir(name, size, "Memory");
  }

  public static Volume emptyDir(String name, @Nullable String size, @Nullable String medium) {
    return new VolumeBuilder()
        .withName(name)
        .withEmptyDir(new EmptyDirVolumeSource(medium, size == null ? null : new Quantity(size)))
        .build();
  }

  public static Volume configMap(String name, String configMap) {
    return new VolumeBuilder()
        .withName(name)
        .withNewConfigMap()
        .withName(configMap)
        .endConfigMap()
        .build();
  }

  public static Volume claim(String name, String claim) {
    return new VolumeBuilder().withName(name).withNewPersistentVolumeClaim(claim, null).build();
  }

  public static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }
}
