package dev.strimzidr.site;

import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import java.util.Optional;

/** The note of a teardown, a ConfigMap, about the volumes that it has left. */
public final class KeptVolumes {
  private KeptVolumes() {}

  /**
   * The ID of the Kafka cluster that is on them; nothing where nothing is noted.
   *
   * @throws dev.strimzidr.module.ModuleFailure when the site does not answer, or the account may
   *     not read it
   */
  public static Optional<String> clusterId(KubeApi api, String namespace, String cluster) {
    return api.find(new Ref(KnownKinds.CONFIG_MAP, namespace, cluster + "-kept-volumes"))
        .map(map -> map.path("data").path("cluster-id").asText(""))
        .filter(id -> !id.isEmpty());
  }
}
