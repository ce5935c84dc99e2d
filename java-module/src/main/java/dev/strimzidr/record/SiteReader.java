package dev.strimzidr.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.Futures;
import dev.strimzidr.pair.Site;
import dev.strimzidr.site.KeptVolumes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what stands where the inventory says that a site is. */
final class SiteReader {
  private SiteReader() {}

  /** A few requests at once: a move asks for it in each step. */
  static SeenSite read(Site site) {
    return Futures.both(
        () ->
            Futures.both(
                () -> uid(site, "kube-system"),
                () -> uid(site, site.namespace()),
                (kubeSystem, namespace) -> new Identity(kubeSystem, namespace, null)),
        () -> kafka(site),
        (place, cluster) ->
            new SeenSite(
                site.name(),
                site.api().address(),
                site.namespace(),
                new Identity(place.kubeSystem(), place.namespace(), cluster.id()),
                cluster.state()));
  }

  /** What there is of a Kafka cluster, and its ID where it has one. */
  private record Cluster(SeenSite.Kafka state, @Nullable String id) {}

  private static @Nullable String uid(Site site, String namespace) {
    return Answer.ifAllowed(() -> site.api().find(new Ref(KnownKinds.NAMESPACE, null, namespace)))
        .flatMap(found -> found)
        .flatMap(found -> Optional.ofNullable(text(found.path("metadata").path("uid"))))
        .orElse(null);
  }

  private static Cluster kafka(Site site) {
    Optional<Optional<ObjectNode>> answer =
        Answer.ifAllowed(() -> site.api().find(site.in(KnownKinds.KAFKA, site.cluster())));
    if (answer.isEmpty()) {
      return new Cluster(SeenSite.Kafka.UNREADABLE, null);
    }
    Optional<ObjectNode> kafka = answer.get();
    if (kafka.isPresent() && !ApplyOptions.appliedByUs(kafka.get())) {
      return new Cluster(SeenSite.Kafka.FOREIGN, id(kafka.get()));
    }
    String id = kafka.map(SiteReader::id).orElse(null);
    return id == null ? traces(site) : new Cluster(SeenSite.Kafka.OURS, id);
  }

  /**
   * The operator takes the ID from a node pool, and a teardown leaves it with the volumes. One that
   * was just applied and has neither becomes a new cluster.
   */
  private static Cluster traces(Site site) {
    Optional<Optional<String>> traces =
        Answer.ifAllowed(
                () -> pools(site).stream().flatMap(pool -> Stream.ofNullable(id(pool))).findFirst())
            .flatMap(id ->
                id.isPresent()
                    ? Optional.of(id)
                    : Answer.ifAllowed(
                        () -> KeptVolumes.clusterId(site.api(), site.namespace(), site.cluster())));
    return traces.isEmpty()
        ? new Cluster(SeenSite.Kafka.UNREADABLE, null)
        : traces
            .get()
            .map(id -> new Cluster(SeenSite.Kafka.OURS, id))
            .orElseGet(() -> new Cluster(SeenSite.Kafka.GONE, null));
  }

  private static List<ObjectNode> pools(Site site) {
    return Answer.ifThere(() ->
            site.api()
                .list(
                    KnownKinds.KAFKA_NODE_POOL,
                    site.namespace(),
                    "strimzi.io/cluster=" + site.cluster()))
        .orElse(List.of());
  }

  private static @Nullable String id(JsonNode resource) {
    return text(resource.path("status").path("clusterId"));
  }

  private static @Nullable String text(JsonNode node) {
    String text = node.asText("");
    return text.isEmpty() ? null : text;
  }
}
