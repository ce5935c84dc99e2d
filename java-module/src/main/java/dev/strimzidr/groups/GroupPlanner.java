package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.SpanReader.Span;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.module.Futures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Places every group in every partition, reading each partition once for all of them. */
final class GroupPlanner {
  private final LastRecordsReader source;
  private final LastRecordsReader target;
  private final Predicate<String> compacted;
  private final int most;
  private final boolean drained;
  private final Map<TopicPartition, Long> copied;

  /**
   * Plans nothing yet.
   *
   * @param compacted whether a topic loses records in its middle
   * @param most how many offsets before the end are looked at in a partition
   * @param copied up to which source offset each partition was copied when it was last said; empty
   *     when the mirror is drained, and both logs end with the same record
   */
  private GroupPlanner(
      LastRecordsReader source,
      LastRecordsReader target,
      Predicate<String> compacted,
      int most,
      Optional<Map<TopicPartition, Long>> copied) {
    this.drained = copied.isEmpty();
    this.copied = copied.orElse(Map.of());
    this.source = source;
    this.target = target;
    this.compacted = compacted;
    this.most = most;
  }

  /**
   * What becomes of the groups of a mirror.
   *
   * @param at where they stand at the source
   * @param there where they stand at the target
   * @param isolation what of the source the mirror reads, and so what has to be compared: by
   *     default that is aborted records too
   * @param most how many offsets before the end are looked at in a partition
   * @param copied as for {@link #GroupPlanner}
   */
  static List<GroupMove> plan(
      Standing at,
      KafkaCluster from,
      Standing there,
      KafkaCluster to,
      String isolation,
      int most,
      Optional<Map<TopicPartition, Long>> copied) {
    Predicate<String> compacted =
        topic -> at.compacted().contains(topic) || there.compacted().contains(topic);
    try (LastRecordsReader source = new LastRecordsReader(from, isolation);
        LastRecordsReader target = new LastRecordsReader(to, "read_committed")) {
      return new GroupPlanner(source, target, compacted, most, copied).plan(at, there);
    }
  }

  /**
   * What becomes of the groups.
   *
   * @param at where they stand at the source
   * @param there where they stand at the target
   */
  private List<GroupMove> plan(Standing at, Standing there) {
    Moves moves = new Moves(at.groups(), there.groups());
    Map<TopicPartition, Map<String, Position>> standing = at.byPartition();
    moves.take(standing, at.partitions(), new Placement.Gone());
    moves.take(
        standing, there.partitions(), new Placement.Unplaced("the target has no such partition"));
    Set<TopicPartition> partitions = Set.copyOf(standing.keySet());
    return Futures.both(
        () -> target.readable(partitions),
        () -> source.readable(partitions),
        (to, seen) -> {
          // What the target has is asked for before what the source has: no record is there alone.
          Map<TopicPartition, Span> from = drained ? seen : source.readable(partitions);
          standing.replaceAll(
              (partition, positions) -> near(moves, partition, of(from, partition), positions));
          standing.values().removeIf(Map::isEmpty);
          for (Map<TopicPartition, Wanted> batch : batches(standing, from)) {
            placements(batch, to)
                .forEach(
                    (partition, place) -> moves.add(partition, of(standing, partition), place));
          }
          return moves.byGroup();
        });
  }

  /** Those that are not too far behind to be looked for; the others are not placed. */
  private Map<String, Position> near(
      Moves moves, TopicPartition partition, Span span, Map<String, Position> positions) {
    Map<String, Position> near = new TreeMap<>();
    Map<String, Position> far = new TreeMap<>();
    positions.forEach((group, position) ->
        (behind(span, position.offset()) > most ? far : near).put(group, position));
    moves.add(
        partition,
        far,
        position ->
            new Placement.Unplaced(
                "it is %d offsets behind the end, and %d are looked at (max_offsets)"
                    .formatted(behind(span, position), most)));
    return near;
  }

  /** What retention has taken is not read. */
  private static long behind(Span span, long position) {
    return span.end() - Math.max(position, span.begin());
  }

  /** What is wanted of the source, in parts that are not too large to be held. */
  private List<Map<TopicPartition, Wanted>> batches(
      Map<TopicPartition, Map<String, Position>> standing, Map<TopicPartition, Span> readable) {
    Map<TopicPartition, Wanted> all = new HashMap<>();
    standing.forEach((partition, positions) ->
        all.put(partition, wanted(partition, of(readable, partition), positions)));
    return Wanted.batches(all, most);
  }

  private Wanted wanted(TopicPartition partition, Span span, Map<String, Position> positions) {
    if (compacted.test(partition.topic())) {
      return new Wanted(span, span.begin(), most);
    }
    long first = positions.values().stream().mapToLong(Position::offset).min().orElse(span.end());
    // While records are copied, the last one that is has to be among those that are read.
    long last = drained ? first : copied.getOrDefault(partition, span.begin());
    return new Wanted(span, Math.min(first, last), 1);
  }

  private Map<TopicPartition, LongFunction<Placement.Placed>> placements(
      Map<TopicPartition, Wanted> batch, Map<TopicPartition, Span> atTarget) {
    // How many records will be compared shows when the source is read; they are seldom more.
    Map<TopicPartition, Wanted> likely = new HashMap<>();
    batch.forEach((partition, wanted) -> {
      Span span = of(atTarget, partition);
      likely.put(
          partition,
          compacted.test(partition.topic())
              ? new Wanted(span, span.begin(), most)
              : new Wanted(span, span.end() - wanted.offsets(most), 0));
    });
    return Futures.both(
        () -> source.read(batch, most),
        () -> target.read(likely, most),
        (last, same) -> {
          same.putAll(target.read(missing(last, same, atTarget), most));
          Map<TopicPartition, LongFunction<Placement.Placed>> placements = new HashMap<>();
          last.forEach((partition, tail) ->
              placements.put(partition, placement(partition, tail, of(same, partition))));
          return placements;
        });
  }

  private LongFunction<Placement.Placed> placement(
      TopicPartition partition, LastRecords last, LastRecords same) {
    boolean isCompacted = compacted.test(partition.topic());
    if (drained) {
      return new Placement(last, same, isCompacted)::place;
    }
    if (same.end() == 0 && last.size() > 0) {
      return position -> new Placement.NotYet("nothing of the partition is copied yet");
    }
    Long known = copied.get(partition);
    if (known != null && last.size() > 0 && !last.whole() && known < last.offset(0)) {
      return position ->
          new Placement.NotYet(
              "the mirror is more than the %d offsets behind that are looked at (max_offsets)"
                  .formatted(most));
    }
    return new Placement(Alignment.copied(last, same), same, isCompacted)::place;
  }

  /** Where the target has more holes than the source, it is read from further back. */
  private Map<TopicPartition, Wanted> missing(
      Map<TopicPartition, LastRecords> last,
      Map<TopicPartition, LastRecords> same,
      Map<TopicPartition, Span> readable) {
    Map<TopicPartition, Wanted> missing = new HashMap<>();
    last.forEach((partition, tail) -> {
      LastRecords found = of(same, partition);
      if (found.size() < tail.size() && !found.whole() && !compacted.test(partition.topic())) {
        Span span = of(readable, partition);
        missing.put(partition, new Wanted(span, span.end(), tail.size()));
      }
    });
    return missing;
  }

  private static <T> T of(Map<TopicPartition, T> all, TopicPartition partition) {
    return Objects.requireNonNull(all.get(partition));
  }
}
