package dev.strimzidr.offsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.record.ForkPoints;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ConfigMap from which Strimzi takes offsets. While they are being stored it holds them; before
 * and afterwards it holds none, so that an annotation that was left, or comes again, stores
 * nothing: only which fork points were set last, and which topics have been copied anew since. No
 * I/O.
 */
final class OffsetsMap {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MARK = "fork-points.json";
  private static final String ANEW = "copied-anew.json";

  /** How its name ends, behind that of the mirror, as the role {@code mirror} calls it. */
  static final String NAME_SUFFIX = "-offsets-to-store";

  private OffsetsMap() {}

  /**
   * What stays in it, whatever is stored.
   *
   * @param mark which fork points were set last; nothing when there are none
   * @param anew the topics that have been copied from their beginnings since
   */
  record Kept(Optional<String> mark, Set<String> anew) {
    static final Kept NOTHING = new Kept(Optional.empty(), Set.of());

    static Kept of(JsonNode map) {
      JsonNode data = map.path("data");
      Set<String> anew = new TreeSet<>();
      tree(data.path(ANEW).asText("[]")).forEach(topic -> anew.add(topic.asText()));
      return new Kept(
          data.has(MARK) ? Optional.of(data.path(MARK).asText()) : Optional.empty(), anew);
    }

    Kept with(Set<String> more) {
      Set<String> all = new TreeSet<>(anew);
      all.addAll(more);
      return new Kept(mark, all);
    }

    private void into(ObjectNode data) {
      mark.ifPresent(text -> data.put(MARK, text));
      if (!anew.isEmpty()) {
        data.put(ANEW, MAPPER.valueToTree(anew).toString());
      }
    }
  }

  /** The content while offsets are being stored. */
  static ObjectNode offering(
      String namespace,
      MirrorView mirror,
      String source,
      List<OffsetsPlan.Change> changes,
      Kept kept) {
    ObjectNode content = MAPPER.createObjectNode();
    ArrayNode offsets = content.putArray("offsets");
    for (OffsetsPlan.Change change : changes) {
      ObjectNode entry = offsets.addObject();
      entry
          .putObject("partition")
          .put("cluster", source)
          .put("partition", change.partition().partition())
          .put("topic", change.partition().topic());
      if (change.after() == null) {
        entry.putNull("offset"); // Connect forgets what it has stored
      } else {
        entry.putObject("offset").put("offset", change.after());
      }
    }
    ObjectNode map = idle(namespace, mirror, kept);
    map.withObjectProperty("data").put(mirror.key(), content.toString());
    return map;
  }

  /** The content when these fork points are set. */
  static ObjectNode done(String namespace, MirrorView mirror, ForkPoints forks, Kept kept) {
    return idle(
        namespace, mirror, new Kept(Optional.of(mark(mirror, forks).toString()), kept.anew()));
  }

  /** The content when nothing is to be stored. */
  static ObjectNode idle(String namespace, MirrorView mirror, Kept kept) {
    ObjectNode map = new Ref(KnownKinds.CONFIG_MAP, namespace, mirror.configMap()).resource();
    kept.into(map.putObject("data"));
    return map;
  }

  /** Whether these fork points were set, for this direction. */
  static boolean isDone(JsonNode map, MirrorView mirror, ForkPoints forks) {
    return map.path("data").path(MARK).asText("").equals(mark(mirror, forks).toString());
  }

  /** Whether these fork points were set last, whatever became of the mirror since. */
  static boolean isSet(JsonNode map, ForkPoints forks) {
    try {
      JsonNode mark = MAPPER.readTree(map.path("data").path(MARK).asText("{}"));
      return mark.path("from").asText().equals(forks.from())
          && mark.path("to").asText().equals(forks.to())
          && mark.path("at").asText().equals(forks.at());
    } catch (JsonProcessingException e) {
      return false; // somebody has written there: what is left is not known to be of this fork
    }
  }

  private static ObjectNode mark(MirrorView mirror, ForkPoints forks) {
    return MAPPER
        .createObjectNode()
        .put("connector", mirror.connector())
        .put("from", forks.from())
        .put("to", forks.to())
        .put("at", forks.at());
  }

  /** What is not what we write there is nothing. */
  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.createArrayNode();
    }
  }
}
