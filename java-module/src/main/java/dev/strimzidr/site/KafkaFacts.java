package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.status.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say of a Kafka cluster and of what belongs to it. */
final class KafkaFacts {
  private static final String CLUSTER_LABEL = "strimzi.io/cluster";

  private final KubeApi api;
  private final String namespace;
  private final String cluster;
  private final SecretCertificates certificates;
  private final Clock clock;
  private final Unreadable unreadable = new Unreadable();

  KafkaFacts(KubeApi api, String namespace, String cluster, Clock clock) {
    this.api = api;
    this.namespace = namespace;
    this.cluster = cluster;
    this.certificates = new SecretCertificates(api, namespace, clock);
    this.clock = clock;
  }

  Map<String, @Nullable Object> read() {
    Optional<ObjectNode> kafka =
        unreadable.read("found", () -> api.find(new Ref(KnownKinds.KAFKA, namespace, cluster)));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("found", kafka == null ? null : kafka.isPresent());
    facts.put("name", cluster);
    facts.put("namespace", namespace);
    if (kafka == null || kafka.isEmpty()) {
      facts.put("ready", kafka == null ? null : false);
      facts.put(
          "why",
          kafka == null
              ? unreadable.why("found")
              : "there is no Kafka %s in namespace %s".formatted(cluster, namespace));
      facts.put("bootstrap", Map.of());
      facts.put(
          "kept_cluster_id",
          unreadable.read(
              "kept_cluster_id", () -> KeptVolumes.clusterId(api, namespace, cluster).orElse("")));
      facts.put("unreadable", unreadable.document());
      return facts;
    }
    List<ObjectNode> pools =
        unreadable.read("node_pools", () -> ofCluster(KnownKinds.KAFKA_NODE_POOL));
    facts.putAll(ReadinessFacts.readiness(kafka.get()));
    facts.putAll(described(kafka.get()));
    facts.putAll(listeners(kafka.get(), new NodeSecrets(cluster, pools)));
    List<Map<String, @Nullable Object>> authorities =
        List.of(
            certificates.authority(cluster, "cluster"), certificates.authority(cluster, "clients"));
    facts.put("authorities", authorities);
    facts.put("node_pools", pools == null ? null : pools.stream().map(KafkaFacts::pool).toList());
    Rolling rolling = unreadable.read("rolling", () -> rolling(authorities));
    facts.put("rolling", rolling == null ? null : rolling.pending());
    facts.put("pods_not_ready", rolling == null ? null : rolling.broken());
    facts.put("mirrors", unreadable.read("mirrors", this::mirrors));
    facts.put("topics", unreadable.read("topics", () -> summary(KnownKinds.KAFKA_TOPIC)));
    facts.put("users", unreadable.read("users", () -> summary(KnownKinds.KAFKA_USER)));
    facts.put("unreadable", unreadable.document());
    return facts;
  }

  private Rolling rolling(List<Map<String, @Nullable Object>> authorities) {
    String brokers = "%s=%s,strimzi.io/name=%s-kafka".formatted(CLUSTER_LABEL, cluster, cluster);
    Map<String, String> generations = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> authority : authorities) {
      if (authority.get("generation") instanceof String generation && !generation.isEmpty()) {
        generations.put(
            "strimzi.io/%s-ca-cert-generation".formatted(authority.get("name")), generation);
      }
    }
    return new Rolling(
        api.list(KnownKinds.STRIMZI_POD_SET, namespace, brokers),
        api.list(KnownKinds.POD, namespace, brokers),
        generations,
        clock.instant());
  }

  private Map<String, Object> summary(Kind kind) {
    return ReadinessFacts.summary(ofCluster(kind));
  }

  /**
   * All of the namespace that may copy: a mirror does not say by a label which cluster it copies
   * into.
   */
  private List<String> mirrors() {
    return api.list(KnownKinds.KAFKA_MIRROR_MAKER_2, namespace, null).stream()
        .filter(mirror -> !MirrorSpec.standsBy(mirror))
        .map(mirror -> mirror.path("metadata").path("name").asText())
        .toList();
  }

  private List<ObjectNode> ofCluster(Kind kind) {
    return api.list(kind, namespace, CLUSTER_LABEL + "=" + cluster);
  }

  private static Map<String, Object> described(JsonNode kafka) {
    JsonNode status = kafka.path("status");
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version_wanted", kafka.path("spec").path("kafka").path("version").asText(""));
    facts.put("version", status.path("kafkaVersion").asText(""));
    facts.put("metadata_version", status.path("kafkaMetadataVersion").asText(""));
    facts.put("operator_version", status.path("operatorLastSuccessfulVersion").asText(""));
    facts.put("cluster_id", status.path("clusterId").asText(""));
    facts.put("conditions", Condition.of(kafka).stream().map(Condition::document).toList());
    return facts;
  }

  private Map<String, Object> listeners(JsonNode kafka, NodeSecrets nodes) {
    List<Map<String, @Nullable Object>> listeners = new ArrayList<>();
    Map<String, String> bootstrap = new LinkedHashMap<>();
    for (Listeners.Listener listener : Listeners.of(kafka)) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("name", listener.name());
      document.put("type", listener.type());
      document.put("tls", listener.tls());
      document.put("authentication", listener.authentication());
      document.put("bootstrap_servers", listener.bootstrapServers());
      certificates.describe(document, listener, nodes);
      listeners.add(document);
      if (!listener.bootstrapServers().isEmpty()) {
        bootstrap.put(listener.name(), listener.bootstrapServers());
      }
    }
    return Map.of("listeners", listeners, "bootstrap", bootstrap);
  }

  private static Map<String, Object> pool(JsonNode pool) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", pool.path("metadata").path("name").asText());
    document.put("replicas", pool.path("spec").path("replicas").asInt());
    document.put("node_ids", pool.path("status").path("nodeIds"));
    document.putAll(ReadinessFacts.readiness(pool));
    return document;
  }
}
