package dev.strimzidr.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.status.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to say of a Kafka cluster and of what belongs to it. */
final class KafkaFacts {
  private static final String CLUSTER_LABEL = "strimzi.io/cluster";

  private final KubeApi api;
  private final String namespace;
  private final String cluster;

  KafkaFacts(KubeApi api, String namespace, String cluster) {
    this.api = api;
    this.namespace = namespace;
    this.cluster = cluster;
  }

  Map<String, Object> read() {
    Optional<ObjectNode> kafka = api.find(new Ref(KnownKinds.KAFKA, namespace, cluster));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("found", kafka.isPresent());
    facts.put("name", cluster);
    facts.put("namespace", namespace);
    if (kafka.isEmpty()) {
      facts.put("ready", false);
      facts.put("why", "there is no Kafka %s in namespace %s".formatted(cluster, namespace));
      facts.put("bootstrap", Map.of());
      return facts;
    }
    facts.putAll(ReadinessFacts.readiness(kafka.get()));
    facts.putAll(described(kafka.get()));
    facts.put(
        "node_pools",
        ofCluster(KnownKinds.KAFKA_NODE_POOL).stream().map(KafkaFacts::pool).toList());
    facts.put("mirrors", mirrors());
    facts.put("topics", ReadinessFacts.summary(ofCluster(KnownKinds.KAFKA_TOPIC)));
    facts.put("users", ReadinessFacts.summary(ofCluster(KnownKinds.KAFKA_USER)));
    return facts;
  }

  /** All of the namespace: a mirror does not say by a label which cluster it copies into. */
  private List<String> mirrors() {
    return api.list(KnownKinds.KAFKA_MIRROR_MAKER_2, namespace, null).stream()
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
    List<Map<String, Object>> listeners = new ArrayList<>();
    Map<String, String> bootstrap = new LinkedHashMap<>();
    for (Listeners.Listener listener : Listeners.of(kafka)) {
      listeners.add(listener(listener));
      if (!listener.bootstrapServers().isEmpty()) {
        bootstrap.put(listener.name(), listener.bootstrapServers());
      }
    }
    facts.put("listeners", listeners);
    facts.put("bootstrap", bootstrap);
    return facts;
  }

  private static Map<String, Object> listener(Listeners.Listener listener) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", listener.name());
    document.put("type", listener.type());
    document.put("tls", listener.tls());
    document.put("authentication", listener.authentication());
    document.put("bootstrap_servers", listener.bootstrapServers());
    return document;
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
