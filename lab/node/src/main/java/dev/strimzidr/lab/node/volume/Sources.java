package dev.strimzidr.lab.node.volume;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the contents of volumes and variables come from. */
public interface Sources {
  /** A ConfigMap, if there is one. */
  Optional<ConfigMap> configMap(String namespace, String name);

  /** A Secret, if there is one. */
  Optional<Secret> secret(String namespace, String name);

  /**
   * The entries of a ConfigMap; none if it may be missing and is.
   *
   * @throws MissingSourceException when it is missing and may not be
   */
  default Map<String, byte[]> configMapData(
      String namespace, String name, @Nullable Boolean optional) throws MissingSourceException {
    return data(configMap(namespace, name).map(KeyedData::of), "configmap", name, optional);
  }

  /**
   * The entries of a Secret; none if it may be missing and is.
   *
   * @throws MissingSourceException when it is missing and may not be
   */
  default Map<String, byte[]> secretData(String namespace, String name, @Nullable Boolean optional)
      throws MissingSourceException {
    return data(secret(namespace, name).map(KeyedData::of), "secret", name, optional);
  }

  /** A token for the Pod's service account that is good for a while yet. */
  String token(Pod pod, ServiceAccountTokenProjection projection) throws MissingSourceException;

  /** The folder behind a claim. */
  Path claim(String namespace, String name) throws MissingSourceException;

  private static Map<String, byte[]> data(
      Optional<Map<String, byte[]>> found, String kind, String name, @Nullable Boolean optional)
      throws MissingSourceException {
    if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingSourceException("%s \"%s\" not found".formatted(kind, name));
    }
    return found.orElse(Map.of());
  }
}
