package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.SpanReader.Span;
import dev.strimzidr.kafka.Topics;
import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.ClusterLog;
import dev.strimzidr.mirror.KeptPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.mirror.PositionsTopic;
import dev.strimzidr.mirror.SettledOffsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the target of a mirror has of a source that is lost.
 *
 * @param known where groups stood at the source last, as far as the target knows
 * @param keptAt when their positions were kept last; null for never
 * @param readable their partitions at the target, from the log start offset to the last stable
 *     offset
 * @param copied the source offset of the last record copied
 * @param doubt why nothing can be counted; empty when it can
 */
record Remains(
    SortedMap<TopicPartition, Map<String, LastKnown>> known,
    @Nullable Instant keptAt,
    Map<TopicPartition, Span> readable,
    Map<TopicPartition, Long> copied,
    Optional<String> doubt) {
  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /**
   * Asks the target, and nobody else.
   *
   * @param mirror the KafkaMirrorMaker2
   * @param source the name of the site that is lost
   * @param fork where the logs have parted; what was kept before that is of another log
   * @param groups which groups are of interest
   */
  static Remains read(
      JsonNode mirror, String source, Fork fork, KafkaCluster target, Predicate<String> groups) {
    MirrorFilter filter = MirrorFilter.of(mirror);
    Map<Checkpoints.Key, Checkpoints.Written> checkpoints =
        Checkpoints.read(target, MirrorSpec.sourceAlias(mirror));
    Map<String, String> ids =
        target.ask("asking for IDs of topics", admin -> Topics.ids(admin, filter::copies));
    KeptPositions kept =
        fork.since(new PositionsTopic(target, source).readIfThere())
            .at((key, one) -> one.placeIn(ids.get(key.partition().topic())));
    Set<Checkpoints.Key> all = new HashSet<>(checkpoints.keySet());
    all.addAll(kept.positions().keySet());
    SortedMap<TopicPartition, Map<String, LastKnown>> known = new TreeMap<>(ORDER);
    for (Checkpoints.Key key : all) {
      if (filter.copies(key.partition().topic()) && groups.test(key.group())) {
        known
            .computeIfAbsent(key.partition(), partition -> new TreeMap<>())
            .put(
                key.group(),
                LastKnown.of(checkpoints.get(key), kept.positions().get(key), kept.taken()));
      }
    }
    // Before what was copied: a record that comes in between counts as one more that may follow.
    // The other way round there would be one more than is known of, and a group would skip one.
    Map<TopicPartition, Span> readable = readable(target, known.keySet());
    known.keySet().retainAll(readable.keySet());
    Optional<String> doubt = MirrorSpec.uncounted(mirror);
    Optional<Map<TopicPartition, Long>> copied =
        doubt.isPresent() || readable.isEmpty()
            ? Optional.of(Map.of())
            : SettledOffsets.read(mirror, target);
    return new Remains(
        known,
        kept.taken(),
        readable,
        copied.orElse(Map.of()),
        copied.isPresent()
            ? doubt
            : Optional.of("a transaction of the mirror is open: is it stopped?"));
  }

  private static Map<TopicPartition, Span> readable(
      KafkaCluster target, Set<TopicPartition> partitions) {
    Map<TopicPartition, Span> readable = new HashMap<>();
    if (!partitions.isEmpty()) {
      Set<String> topics =
          partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
      new ClusterLog(target)
          .bounds(topics::contains)
          .forEach((partition, log) ->
              readable.put(partition, new Span(log.logStartOffset(), log.lastStableOffset())));
    }
    return readable;
  }

  /**
   * How groups are placed in a partition.
   *
   * @param fork where the logs have parted
   * @param most how many offsets before the end are looked at
   */
  LostPlacement placement(TopicPartition partition, Fork fork, int most) {
    Span log = Objects.requireNonNull(readable.get(partition));
    Long last = copied.get(partition);
    Optional<String> why = doubt.or(fork::doubt);
    if (why.isPresent() || last == null) {
      return new LostPlacement(
          log,
          new Countable.Not(why.orElse("nothing says up to where the mirror has copied")),
          most);
    }
    return new LostPlacement(
        new Span(log.begin(), fork.end(partition, last, log.end())),
        new Countable.Between(fork.first(partition), last),
        most);
  }
}
