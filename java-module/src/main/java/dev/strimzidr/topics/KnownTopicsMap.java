package dev.strimzidr.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap that keeps {@link KnownTopics} beside a mirror, in its namespace. All topics are in
 * one key: the API server notes the manager of each key, which would take more room than the IDs.
 */
public final class KnownTopicsMap {
  /** What a ConfigMap may hold, in bytes. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MIRROR = "mirror.json";
  private static final String TOPICS = "topics.json";
  private static final String DOUBTS = "doubts.json";

  private final Site standby;
  private final Ref ref;

  /**
   * Asks nothing yet.
   *
   * @param standby the site of the mirror
   * @param mirror the name of the KafkaMirrorMaker2
   */
  public KnownTopicsMap(Site standby, String mirror) {
    this.standby = standby;
    this.ref = standby.in(KnownKinds.CONFIG_MAP, mirror + "-topics");
  }

  /** The name of the ConfigMap. */
  public String name() {
    return ref.name();
  }

  /**
   * What is kept; nothing before the first look.
   *
   * @throws ModuleFailure when the site does not answer, or somebody else has written there
   */
  public Optional<KnownTopics> read() {
    return standby.api().find(ref).map(this::of);
  }

  /** Keeps this instead of what was kept. */
  public void write(KnownTopics topics) {
    ObjectNode map = of(topics);
    int bytes = 0;
    for (JsonNode value : map.path("data")) {
      bytes += value.asText().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MOST_BYTES) {
      throw new ModuleFailure(
          Reason.REJECTED,
          "%s at %s: the IDs of %d topics take %d bytes, and a ConfigMap holds %d: mirror fewer topics (mirror_topics)"
              .formatted(ref, standby.name(), topics.topics().size(), bytes, MOST_BYTES));
    }
    ObjectNode unused = standby.api().apply(ref, map, ApplyOptions.of(true, false));
  }

  private ObjectNode of(KnownTopics topics) {
    ObjectNode mirror = JSON.createObjectNode();
    mirror
        .put("from", topics.from())
        .put("to", topics.to())
        .put("at", topics.at())
        .put("source_cluster", topics.sourceCluster())
        .put("standby_cluster", topics.standbyCluster());
    ObjectNode ids = JSON.createObjectNode();
    topics
        .topics()
        .forEach((topic, pair) -> ids.putArray(topic).add(pair.source()).add(pair.standby()));
    ObjectNode map = ref.resource();
    map.putObject("data")
        .put(MIRROR, mirror.toString())
        .put(TOPICS, ids.toString())
        .put(DOUBTS, JSON.valueToTree(topics.doubts()).toString());
    return map;
  }

  private KnownTopics of(JsonNode map) {
    JsonNode mirror = tree(map, MIRROR);
    Map<String, Ids> topics = new TreeMap<>();
    tree(map, TOPICS)
        .properties()
        .forEach(topic ->
            topics.put(
                topic.getKey(),
                new Ids(id(topic.getValue().path(0)), id(topic.getValue().path(1)))));
    Map<String, String> doubts = new TreeMap<>();
    tree(map, DOUBTS)
        .properties()
        .forEach(doubt -> doubts.put(doubt.getKey(), doubt.getValue().asText()));
    return new KnownTopics(
        mirror.path("from").asText(),
        mirror.path("to").asText(),
        mirror.path("at").asText(),
        mirror.path("source_cluster").asText(),
        mirror.path("standby_cluster").asText(),
        topics,
        doubts);
  }

  private static @Nullable String id(JsonNode id) {
    return id.isTextual() ? id.asText() : null;
  }

  private JsonNode tree(JsonNode map, String key) {
    try {
      JsonNode tree = JSON.readTree(map.path("data").path(key).asText(""));
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw broken(key, e);
    }
    throw broken(key, null);
  }

  private ModuleFailure broken(String key, @Nullable Exception cause) {
    return new ModuleFailure(
        Reason.CONTRADICTION,
        "%s at %s: its key %s is not what strimzi_mirror_topics has written there. playbooks/audit.yml shows whether %s is a copy; where it is, delete the ConfigMap, and run playbooks/verify.yml"
            .formatted(ref, standby.name(), key, standby.name()),
        cause);
  }
}
