package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.topics.TopicsSeen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the clusters themselves say of a mirror: how far it is, and where the groups stand. */
final class Measurement {
  private static final int MOST_WORDS = 10;

  /** The mirror needs the processors too. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final JsonNode mirror;
  private final ConnectOffsets copied;
  private final KafkaCluster source;
  private final KafkaCluster target;
  private final MirrorTopics topics;
  private final Stuck stuck;
  private final Clock clock;

  /**
   * What is looked at beside the lag.
   *
   * @param groups whether at groups, and how long ago topics were written to
   * @param records whether at the last copied records
   * @param topics at which topics, of those that are mirrored; empty for all
   */
  record Scope(boolean groups, boolean records, Set<String> topics) {}

  /**
   * Measures nothing yet.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param copied what it has copied
   * @param topics to which topics that belongs
   * @param stuck whether a wait is of no use
   */
  Measurement(
      JsonNode mirror,
      ConnectOffsets copied,
      KafkaCluster source,
      KafkaCluster target,
      MirrorTopics topics,
      Stuck stuck,
      Clock clock) {
    this.mirror = mirror;
    this.copied = copied;
    this.source = source;
    this.target = target;
    this.topics = topics;
    this.stuck = stuck;
    this.clock = clock;
  }

  /**
   * The facts: lag, whether it is drained, topics that are copied and topics that are not, groups.
   *
   * @param begun how long to wait until it has begun with every partition; zero for not at all
   * @param drain how long to wait until it is drained; zero for not at all
   * @throws ModuleFailure when a cluster cannot be asked
   */
  Map<String, @Nullable Object> take(Duration begun, Duration drain, Scope scope) {
    MirrorFilter filter = MirrorFilter.of(mirror);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    ClusterLog log = new ClusterLog(source);
    Set<String> names = log.topics();
    List<String> copies =
        names.stream()
            .filter(filter::copies)
            .filter(topic -> scope.topics().isEmpty() || scope.topics().contains(topic))
            .toList();
    // In parallel with the rest, because logging in to every leader dominates.
    FutureTask<Map<TopicPartition, Long>> logEndOffsets =
        new FutureTask<>(() -> drain.isZero() ? Map.of() : source.logEndOffsets(copies));
    Background.start(logEndOffsets);
    TopicsSeen fit = topics.see(copied.read(), source, target, scope.records());
    Supplier<List<Lag.Partition>> look = () -> partitions(log, copies, fit);
    List<Lag.Partition> seen =
        until(begun, look, look.get(), found -> found.stream().noneMatch(Lag.Partition::awaited));
    List<Lag.Partition> partitions =
        until(
            drain,
            look,
            seen,
            // A topic that was made again is not drained however long one waits.
            found ->
                found.stream().anyMatch(partition -> partition.doubt().isPresent())
                    || Lag.undrained(found, Futures.get(logEndOffsets)).isEmpty());
    List<String> undrained = Lag.undrained(partitions, Futures.get(logEndOffsets));
    facts.put("lag", Lag.of(partitions, clock.instant()));
    facts.put("identity", fit.document());
    facts.put("drained", undrained.isEmpty());
    facts.put("undrained", undrained.stream().limit(MOST_WORDS).toList());
    facts.put("topics", copies);
    facts.put(
        "topics_not_covered",
        names.stream()
            .filter(topic -> !filter.copies(topic) && !MirrorFilter.internal(topic))
            .toList());
    if (scope.groups()) {
      facts.put("newest_records", newest(log, partitions));
      facts.put("groups", groups(filter, partitions));
    }
    return facts;
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

  /**
   * What was seen, or what is seen when it is as it should be, or when the time is over, or the
   * mirror has failed.
   */
  private List<Lag.Partition> until(
      Duration within,
      Supplier<List<Lag.Partition>> look,
      List<Lag.Partition> seen,
      Predicate<List<Lag.Partition>> done) {
    Instant deadline = clock.instant().plus(within);
    List<Lag.Partition> partitions = seen;
    while (!done.test(partitions) && clock.instant().isBefore(deadline) && !stuck.until(deadline)) {
      Pause.take(LOOK_AGAIN);
      partitions = look.get();
    }
    return partitions;
  }

  private List<Lag.Partition> partitions(ClusterLog log, List<String> copies, TopicsSeen fit) {
    // First what was copied, then what there is: in the other order records that come in between
    // would look as if they had been copied before they were written.
    Map<TopicPartition, Long> stored = copied.read();
    List<Lag.Partition> partitions =
        log.partitions(copies, partition -> stored(stored, partition), fit::doubt);
    Map<TopicPartition, Oldest> oldest =
        OldestReader.read(
            source.access(),
            partitions.stream().filter(Lag.Partition::behind).toList(),
            source.timeout());
    return partitions.stream()
        .map(p -> p.with(oldest.getOrDefault(p.partition(), p.oldest())))
        .toList();
  }

  private List<Map<String, @Nullable Object>> groups(
      MirrorFilter filter, List<Lag.Partition> partitions) {
    Map<Checkpoints.Key, Checkpoints.Written> checkpoints =
        Checkpoints.read(target, MirrorSpec.sourceAlias(mirror));
    Map<TopicPartition, Lag.Partition> mirrored =
        partitions.stream()
            .collect(Collectors.toMap(Lag.Partition::partition, Function.identity()));
    return new Groups(
            GroupPositions.read(source, filter::carries),
            GroupPositions.read(target, filter::carries),
            checkpoints,
            mirrored,
            new ClusterLog(target).lastStableOffsets(mirrored.keySet()),
            clock.instant())
        .documents();
  }

  private static OptionalLong stored(Map<TopicPartition, Long> stored, TopicPartition partition) {
    Long offset = stored.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
