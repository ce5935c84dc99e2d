package dev.strimzidr.lab.image.operator;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;

/** The ConfigMaps through which one speaks of the source connector's offsets. */
record Offsets(KubernetesClient client) {
  private static final String KEY = "prod--dr.MirrorSourceConnector.json";

  /** Puts offsets where the mirror is told to look for them. */
  void offer(String offsets) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("mm2-alter")
                .withNamespace(OperatorSite.NAMESPACE)
                .endMetadata()
                .withData(Map.of(KEY, offsets))
                .build())
        .serverSideApply();
  }

  /** What the mirror answered last. */
  String listed() {
    var map = client.configMaps().inNamespace(OperatorSite.NAMESPACE).withName("mm2-offsets").get();
    return Objects.requireNonNull(map.getData().get(KEY));
  }
}
