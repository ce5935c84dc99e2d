package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.apply.ApplyModule;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.Map;

/** A KafkaMirrorMaker2 as the role declares it. */
public final class TestMirror {
  private TestMirror() {}

  /** Declares it as the role does. */
  public static JsonNode apply(
      String namespace, String name, String source, String target, String state) {
    return Modules.call(
        new ApplyModule(),
        RealApi.options(
            Map.of("resources", yaml(namespace, name, source, target, state), "wait", true)));
  }

  /** The same, to be applied in another way. */
  public static String yaml(
      String namespace, String name, String source, String target, String state) {
    return """
    apiVersion: kafka.strimzi.io/v1
    kind: KafkaMirrorMaker2
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      version: 4.3.1
      replicas: 1
      target:
        alias: %4$s
        bootstrapServers: target:9092
        groupId: %2$s
        configStorageTopic: __%1$s-config
        offsetStorageTopic: __%1$s-offset
        statusStorageTopic: __%1$s-status
      mirrors:
        - source: {alias: %3$s, bootstrapServers: 'source:9092'}
          topicsPattern: %1$s.*
          sourceConnector:
            state: %5$s
            tasksMax: 2
            alterOffsets: {fromConfigMap: {name: %2$s-offsets-to-store}}
          checkpointConnector: {state: %5$s, tasksMax: 1}
    """
        .formatted(namespace, name, source, target, state);
  }

  /**
   * Makes a Pod as the operator does for a mirror.
   *
   * @param more what its spec has beside a container
   */
  static void worker(String namespace, String mirror, String more) {
    RealApi.kubectlWith(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: worker
          namespace: %s
          labels: {strimzi.io/kind: KafkaMirrorMaker2, strimzi.io/cluster: %s}
        spec: {%scontainers: [{name: worker, image: none}]}
        """
            .formatted(namespace, mirror, more),
        "apply",
        "--filename=-");
  }
}
