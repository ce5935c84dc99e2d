package dev.strimzidr.lab.image.operator.kafka.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.ContainerImages;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import dev.strimzidr.lab.image.operator.resource.Selectors;
import io.strimzi.api.kafka.model.kafka.Storage;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetBuilder;
import java.util.Map;
import java.util.function.Function;

/** The StrimziPodSet of a pool. */
public final class ClusterPodSets {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ClusterPodSets() {}

  /**
   * The set with all Pods of the pool.
   *
   * @param annotations what each Pod is marked with: generations and hashes of what it was started
   *     with
   */
  public static StrimziPodSet of(
      Cluster cluster,
      Pool pool,
      ContainerImages images,
      Function<Node, Map<String, String>> annotations) {
    var pods =
        pool.nodes().stream()
            .map(node -> ClusterPods.of(cluster, pool, node, images, annotations.apply(node)))
            .map(PodSets::withRevisions)
            .map(PodSets::toMap)
            .toList();
    Map<String, String> marks =
        Map.of(
            Annotations.KAFKA_VERSION,
            cluster.version().number(),
            Annotations.STORAGE,
            write(pool.storage()));
    return new StrimziPodSetBuilder()
        .withMetadata(pool.component().metadata(pool.setName(), Map.of(), marks))
        .withNewSpec()
        .withSelector(Selectors.matching(pool.component().selector()))
        .withPods(pods)
        .endSpec()
        .build();
  }

  /** The storage that a set was made with. */
  public static Storage storage(String annotation) {
    try {
      return MAPPER.readValue(annotation, Storage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a storage: " + annotation, e);
    }
  }

  private static String write(Storage storage) {
    try {
      return MAPPER.writeValueAsString(storage);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
