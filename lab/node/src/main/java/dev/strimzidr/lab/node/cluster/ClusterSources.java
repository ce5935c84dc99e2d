package dev.strimzidr.lab.node.cluster;

import dev.strimzidr.lab.node.storage.Claims;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.Sources;
import dev.strimzidr.lab.node.volume.Tokens;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the cluster holds, as watches have shown it last.
 *
 * @param watches the ConfigMaps and Secrets
 * @param tokens the service account tokens
 * @param claims the persistent volumes
 */
public record ClusterSources(Watches watches, Tokens tokens, Claims claims) implements Sources {

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return watches.configMap(namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return watches.secret(namespace, name);
  }

  @Override
  public String token(Pod pod, ServiceAccountTokenProjection projection)
      throws MissingSourceException {
    return tokens.of(pod, projection);
  }

  @Override
  public Path claim(String namespace, String name) throws MissingSourceException {
    return claims.folder(namespace, name);
  }
}
