package dev.strimzidr.lab.node.volume;

import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out the files of a volume that is made of other resources.
 *
 * @param pod whose volume it is
 * @param address the Pod's loopback address
 * @param sources where contents come from
 */
record VolumeContent(Pod pod, String address, Sources sources) {

  /** The files by path, or empty for a volume that is not made of other resources. */
  Optional<Map<String, byte[]>> of(Volume volume) throws MissingSourceException {
    if (volume.getConfigMap() != null) {
      var source = volume.getConfigMap();
      return Optional.of(configMap(source.getName(), source.getItems(), source.getOptional()));
    }
    if (volume.getSecret() != null) {
      var source = volume.getSecret();
      return Optional.of(secret(source.getSecretName(), source.getItems(), source.getOptional()));
    }
    if (volume.getDownwardAPI() != null) {
      return Optional.of(downward(volume.getDownwardAPI().getItems()));
    }
    if (volume.getProjected() != null) {
      var files = new TreeMap<String, byte[]>();
      for (VolumeProjection projection : volume.getProjected().getSources()) {
        files.putAll(projected(projection));
      }
      return Optional.of(files);
    }
    return Optional.empty();
  }

  private Map<String, byte[]> projected(VolumeProjection projection) throws MissingSourceException {
    if (projection.getServiceAccountToken() != null) {
      var source = projection.getServiceAccountToken();
      return Map.of(source.getPath(), bytes(sources.token(pod, source)));
    }
    if (projection.getConfigMap() != null) {
      var source = projection.getConfigMap();
      return configMap(source.getName(), source.getItems(), source.getOptional());
    }
    if (projection.getSecret() != null) {
      var source = projection.getSecret();
      return secret(source.getName(), source.getItems(), source.getOptional());
    }
    if (projection.getDownwardAPI() != null) {
      return downward(projection.getDownwardAPI().getItems());
    }
    throw new MissingSourceException("a projected source of a kind that the lab does not know");
  }

  private Map<String, byte[]> configMap(
      String name, @Nullable List<KeyToPath> items, @Nullable Boolean optional)
      throws MissingSourceException {
    var data = sources.configMapData(pod.getMetadata().getNamespace(), name, optional);
    return KeyedData.files(data, items, "config", Boolean.TRUE.equals(optional));
  }

  private Map<String, byte[]> secret(
      String name, @Nullable List<KeyToPath> items, @Nullable Boolean optional)
      throws MissingSourceException {
    var data = sources.secretData(pod.getMetadata().getNamespace(), name, optional);
    return KeyedData.files(data, items, "secret", Boolean.TRUE.equals(optional));
  }

  private Map<String, byte[]> downward(List<DownwardAPIVolumeFile> items)
      throws MissingSourceException {
    var files = new TreeMap<String, byte[]>();
    for (DownwardAPIVolumeFile item : items) {
      String value = FieldPath.value(pod, item.getFieldRef().getFieldPath(), address);
      files.put(item.getPath(), bytes(value));
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
