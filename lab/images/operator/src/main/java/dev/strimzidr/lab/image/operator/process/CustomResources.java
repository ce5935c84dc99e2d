package dev.strimzidr.lab.image.operator.process;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Strimzi's ten custom resource definitions: without all of them the operator does not start. */
public final class CustomResources {
  private static final Map<String, List<String>> KINDS =
      new TreeMap<>(
          Map.of(
              "kafka.strimzi.io/v1",
              List.of(
                  "Kafka",
                  "KafkaNodePool",
                  "KafkaTopic",
                  "KafkaUser",
                  "KafkaMirrorMaker2",
                  "KafkaConnect",
                  "KafkaConnector",
                  "KafkaBridge",
                  "KafkaRebalance"),
              "core.strimzi.io/v1",
              List.of("StrimziPodSet")));

  private CustomResources() {}

  /**
   * Returns when the API server knows all of them.
   *
   * @throws IllegalStateException naming those that are missing
   */
  public static void require(KubernetesClient client) {
    KINDS.forEach((group, kinds) -> {
      List<String> known =
          Optional.ofNullable(client.getApiResources(group))
              .map(APIResourceList::getResources)
              .orElse(List.of())
              .stream()
              .map(APIResource::getKind)
              .toList();
      List<String> missing = kinds.stream().filter(kind -> !known.contains(kind)).toList();
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "Custom resource definitions of %s are missing: %s".formatted(group, missing));
      }
    });
  }
}
