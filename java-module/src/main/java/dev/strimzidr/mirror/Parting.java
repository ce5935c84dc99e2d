package dev.strimzidr.mirror;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.record.ForkPoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Where the logs of both sites part, as the target knows it by itself: the source may be gone. */
final class Parting {
  private final JsonNode mirror;
  private final ConnectOffsets copied;
  private final KafkaCluster target;

  /**
   * Asks nothing yet.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param copied what it has copied
   */
  Parting(JsonNode mirror, ConnectOffsets copied, KafkaCluster target) {
    this.mirror = mirror;
    this.copied = copied;
    this.target = target;
  }

  /**
   * The facts: fork points, and when something was last copied.
   *
   * @param from the name of the source
   * @param to the name of the target
   * @throws ModuleFailure when the target cannot be asked
   */
  Map<String, Object> facts(String from, String to, Instant now) {
    ForkPoints points = forkPoints(from, to, now);
    return Map.of(
        "fork_points",
        new ObjectMapper().convertValue(points, new TypeReference<Map<String, Object>>() {}),
        "newest_copied",
        newest(new ClusterLog(target), points.partitions()));
  }

  /**
   * The fork points.
   *
   * @param from the name of the source
   * @param to the name of the target
   * @throws ModuleFailure when the target cannot be asked
   */
  ForkPoints forkPoints(String from, String to, Instant now) {
    // Before the ends: what is copied in between must not look as if this site had written it.
    Map<TopicPartition, Long> stored = copied.read();
    ClusterLog log = new ClusterLog(target);
    MirrorFilter filter = MirrorFilter.of(mirror);
    Map<TopicPartition, LogBounds> bounds = log.bounds(filter::copies);
    return forkPoints(from, to, now, stored, bounds, log.ids(filter::copies));
  }

  private static ForkPoints forkPoints(
      String from,
      String to,
      Instant now,
      Map<TopicPartition, Long> stored,
      Map<TopicPartition, LogBounds> bounds,
      Map<String, String> ids) {
    Map<String, ForkPoints.Topic> topics = new TreeMap<>();
    bounds.forEach((partition, log) -> {
      ForkPoints.Topic topic =
          topics.computeIfAbsent(
              partition.topic(),
              name -> new ForkPoints.Topic(new ArrayList<>(), new ArrayList<>(), ids.get(name)));
      topic.copied().add(stored.get(partition));
      topic.ends().add(log.highWatermark());
    });
    return new ForkPoints(from, to, now.toString(), topics);
  }

  /**
   * When each mirrored topic was last copied into, ISO 8601 in UTC; topics without records are left
   * out. It is the time of the newest record, or of the marker of the transaction that copied it.
   */
  private static Map<String, String> newest(ClusterLog log, Collection<TopicPartition> partitions) {
    Map<String, String> newest = new TreeMap<>();
    log.newest(partitions).forEach((topic, at) -> newest.put(topic, at.toString()));
    return newest;
  }
}
