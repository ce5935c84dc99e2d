package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.record.ForkPoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the clusters themselves say of a mirror: how far it is, and where the groups stand. */
final class Measurement {
  private static final int MOST_WORDS = 10;

  private final JsonNode mirror;
  private final KafkaAccess source;
  private final KafkaAccess target;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Measures nothing yet.
   *
   * @param mirror the KafkaMirrorMaker2
   */
  Measurement(
      JsonNode mirror, KafkaAccess source, KafkaAccess target, Duration timeout, Clock clock) {
    this.mirror = mirror;
    this.source = source;
    this.target = target;
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * The facts: lag, whether it is drained, topics that are copied and topics that are not, groups.
   *
   * @param drain how long to wait until it is drained; zero for not at all
   * @param withGroups whether groups are looked at
   * @throws ModuleFailure when a cluster cannot be asked
   */
  Map<String, @Nullable Object> take(Duration drain, boolean withGroups) {
    MirrorFilter filter = new MirrorFilter(direction());
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    try (ClusterLog log = new ClusterLog(source, timeout)) {
      Set<String> topics = log.topics();
      List<Lag.Partition> partitions = partitions(log, topics, filter);
      Instant deadline = clock.instant().plus(drain);
      while (!Lag.undrained(partitions).isEmpty() && clock.instant().isBefore(deadline)) {
        partitions = partitions(log, topics, filter);
      }
      facts.put("lag", Lag.of(partitions, clock.instant()));
      List<String> undrained = Lag.undrained(partitions);
      facts.put("drained", undrained.isEmpty());
      facts.put("undrained", undrained.stream().limit(MOST_WORDS).toList());
      facts.put("topics", topics.stream().filter(filter::copies).toList());
      facts.put(
          "topics_not_covered",
          topics.stream()
              .filter(topic -> !filter.copies(topic) && !MirrorFilter.internal(topic))
              .toList());
      facts.put("newest_records", newest(log, partitions));
      if (withGroups) {
        facts.put("groups", groups(filter, partitions));
      }
    }
    return facts;
  }

  /**
   * Where the logs part, as the target knows it by itself: the source may be gone.
   *
   * @throws ModuleFailure when the target cannot be asked
   */
  ForkPoints forkPoints(String from, String to) {
    MirrorFilter filter = new MirrorFilter(direction());
    Map<TopicPartition, Long> copied = copied();
    try (ClusterLog log = new ClusterLog(target, timeout)) {
      Map<String, ForkPoints.Topic> topics = new TreeMap<>();
      for (Lag.Partition partition :
          log.partitions(log.topics(), filter::copies, of -> stored(copied, of))) {
        ForkPoints.Topic topic =
            topics.computeIfAbsent(
                partition.partition().topic(),
                name -> new ForkPoints.Topic(new ArrayList<>(), new ArrayList<>()));
        topic.copied().add(copied.get(partition.partition()));
        topic.ends().add(partition.high());
      }
      return new ForkPoints(from, to, clock.instant().toString(), topics);
    }
  }

  /**
   * When each mirrored topic was last copied into, ISO 8601 in UTC; topics without records are left
   * out. It is the time of the newest record, or of the marker of the transaction that copied it.
   *
   * @throws ModuleFailure when the target cannot be asked
   */
  Map<String, String> newestCopied() {
    MirrorFilter filter = new MirrorFilter(direction());
    try (ClusterLog log = new ClusterLog(target, timeout)) {
      Map<String, String> newest = new TreeMap<>();
      log.newest(log.bounds(filter::copies).keySet())
          .forEach((topic, at) -> newest.put(topic, at.toString()));
      return newest;
    }
  }

  /** How many seconds ago each topic was last written to; the most recent first. */
  private List<Map<String, Object>> newest(ClusterLog log, List<Lag.Partition> partitions) {
    Instant now = clock.instant();
    return log
        .newest(partitions.stream().map(Lag.Partition::partition).toList())
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
        .limit(MOST_WORDS)
        .map(topic -> {
          Map<String, Object> document = new LinkedHashMap<>();
          document.put("topic", topic.getKey());
          document.put("seconds", Duration.between(topic.getValue(), now).toMillis() / 1000.0);
          return document;
        })
        .toList();
  }

  private List<Lag.Partition> partitions(ClusterLog log, Set<String> topics, MirrorFilter filter) {
    // First what was copied, then what there is: in the other order records that come in between
    // would look as if they had been copied before they were written.
    Map<TopicPartition, Long> copied = copied();
    List<Lag.Partition> partitions =
        log.partitions(topics, filter::copies, partition -> stored(copied, partition));
    Map<TopicPartition, Oldest> oldest =
        OldestReader.read(
            source, partitions.stream().filter(Lag.Partition::behind).toList(), timeout);
    return partitions.stream()
        .map(p -> p.with(oldest.getOrDefault(p.partition(), p.oldest())))
        .toList();
  }

  private Map<TopicPartition, Long> copied() {
    return ConnectOffsets.read(
        target,
        mirror.path("spec").path("target").path("offsetStorageTopic").asText(),
        connector(),
        timeout);
  }

  private List<Map<String, @Nullable Object>> groups(
      MirrorFilter filter, List<Lag.Partition> partitions) {
    Map<Checkpoints.Key, Checkpoints.Written> checkpoints =
        Checkpoints.read(target, direction().path("source").path("alias").asText(), timeout);
    Map<TopicPartition, Lag.Partition> mirrored =
        partitions.stream()
            .collect(Collectors.toMap(Lag.Partition::partition, Function.identity()));
    try (ClusterLog log = new ClusterLog(target, timeout)) {
      return new Groups(
              GroupPositions.read(source, filter::carries, timeout),
              GroupPositions.read(target, filter::carries, timeout),
              checkpoints,
              mirrored,
              log.ends(mirrored.keySet()),
              clock.instant())
          .documents();
    }
  }

  private JsonNode direction() {
    return mirror.path("spec").path("mirrors").path(0);
  }

  private String connector() {
    return "%s->%s.MirrorSourceConnector"
        .formatted(
            direction().path("source").path("alias").asText(),
            mirror.path("spec").path("target").path("alias").asText());
  }

  private static OptionalLong stored(Map<TopicPartition, Long> copied, TopicPartition partition) {
    Long offset = copied.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
