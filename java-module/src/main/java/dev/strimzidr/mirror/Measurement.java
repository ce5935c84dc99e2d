package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.ModuleFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the clusters themselves say of a mirror: how far it is, and where the groups stand. */
final class Measurement {
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
   * The facts: lag, topics that are copied and topics that are not, groups.
   *
   * @throws ModuleFailure when a cluster cannot be asked
   */
  Map<String, @Nullable Object> take() {
    MirrorFilter filter = new MirrorFilter(direction());
    // First what was copied, then what there is: in the other order records that come in between
    // would look as if they had been copied before they were written.
    Map<TopicPartition, Long> copied =
        ConnectOffsets.read(
            target,
            mirror.path("spec").path("target").path("offsetStorageTopic").asText(),
            connector(),
            timeout);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    try (ClusterLog log = new ClusterLog(source, timeout)) {
      Set<String> topics = log.topics();
      List<Lag.Partition> partitions =
          log.partitions(topics, filter::copies, partition -> stored(copied, partition));
      Map<TopicPartition, Oldest> oldest =
          OldestReader.read(
              source, partitions.stream().filter(Lag.Partition::behind).toList(), timeout);
      facts.put(
          "lag",
          Lag.of(
              partitions.stream()
                  .map(p -> p.with(oldest.getOrDefault(p.partition(), p.oldest())))
                  .toList(),
              clock.instant()));
      facts.put("topics", topics.stream().filter(filter::copies).toList());
      facts.put(
          "topics_not_covered",
          topics.stream()
              .filter(topic -> !filter.copies(topic) && !MirrorFilter.internal(topic))
              .toList());
      facts.put("groups", groups(filter, partitions));
    }
    return facts;
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
