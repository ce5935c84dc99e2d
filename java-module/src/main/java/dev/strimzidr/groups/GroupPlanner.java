package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.module.Futures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Places every group in every partition, reading each partition once for all of them. */
final class GroupPlanner {
  private final TailReader source;
  private final TailReader target;
  private final Predicate<String> compacted;
  private final int most;

  /**
   * Plans nothing yet.
   *
   * @param compacted whether a topic loses records in its middle
   * @param most how many offsets before the end are looked at in a partition
   */
  GroupPlanner(TailReader source, TailReader target, Predicate<String> compacted, int most) {
    this.source = source;
    this.target = target;
    this.compacted = compacted;
    this.most = most;
  }

  /**
   * What becomes of the groups.
   *
   * @param at where they stand at the source
   * @param there where they stand at the target
   * @param mirrored which topics are mirrored; others are left out
   */
  List<GroupMove> plan(GroupPositions at, GroupPositions there, Predicate<String> mirrored) {
    Map<TopicPartition, Map<String, Long>> standing = byPartition(at, mirrored);
    Set<TopicPartition> partitions = standing.keySet();
    return Futures.both(
        () -> source.ends(partitions),
        () -> target.ends(partitions),
        (from, to) -> {
          Moves moves = new Moves(there);
          for (Map<TopicPartition, Wanted> batch : batches(standing, from)) {
            placements(batch, to)
                .forEach((partition, placement) ->
                    moves.add(partition, of(standing, partition), placement::place));
          }
          return moves.byGroup();
        });
  }

  /**
   * What is known of the groups while records are still written and copied: no places, but who is
   * too far behind to be placed. Parameters as for {@link #plan}.
   */
  List<GroupMove> foresee(GroupPositions at, GroupPositions there, Predicate<String> mirrored) {
    Map<TopicPartition, Map<String, Long>> standing = byPartition(at, mirrored);
    Map<TopicPartition, PartitionEnds> ends = source.ends(standing.keySet());
    Moves moves = new Moves(there);
    standing.forEach((partition, positions) ->
        moves.add(partition, positions, position -> foresee(of(ends, partition), position)));
    return moves.byGroup();
  }

  private Placement.Placed foresee(PartitionEnds ends, long position) {
    // What retention has taken is not read.
    long behind = ends.end() - Math.max(position, ends.start());
    return behind <= most
        ? new Placement.NotYet()
        : new Placement.Unplaced(
            "it is %d offsets behind the end, and %d are looked at (max_offsets)"
                .formatted(behind, most));
  }

  /** What is wanted of the source, in parts that are not too large to be held. */
  private List<Map<TopicPartition, Wanted>> batches(
      Map<TopicPartition, Map<String, Long>> standing, Map<TopicPartition, PartitionEnds> ends) {
    Map<TopicPartition, Wanted> all = new HashMap<>();
    standing.forEach((partition, positions) ->
        all.put(partition, wanted(partition, of(ends, partition), positions)));
    return Wanted.batches(all, most);
  }

  private Wanted wanted(TopicPartition partition, PartitionEnds ends, Map<String, Long> positions) {
    if (compacted.test(partition.topic())) {
      return new Wanted(ends, ends.start(), most);
    }
    long first = positions.values().stream().mapToLong(Long::longValue).min().orElse(ends.end());
    return new Wanted(ends, first, 1);
  }

  private Map<TopicPartition, Placement> placements(
      Map<TopicPartition, Wanted> batch, Map<TopicPartition, PartitionEnds> targetEnds) {
    // How many records will be compared shows when the source is read; they are seldom more.
    Map<TopicPartition, Wanted> likely = new HashMap<>();
    batch.forEach((partition, wanted) -> {
      PartitionEnds ends = of(targetEnds, partition);
      likely.put(
          partition,
          compacted.test(partition.topic())
              ? new Wanted(ends, ends.start(), most)
              : new Wanted(ends, ends.end() - wanted.offsets(most), 0));
    });
    return Futures.both(
        () -> source.read(batch, most),
        () -> target.read(likely, most),
        (last, same) -> {
          same.putAll(target.read(missing(last, same, targetEnds), most));
          Map<TopicPartition, Placement> placements = new HashMap<>();
          last.forEach((partition, tail) ->
              placements.put(
                  partition,
                  new Placement(tail, of(same, partition), compacted.test(partition.topic()))));
          return placements;
        });
  }

  /** Where the target has more holes than the source, it is read from further back. */
  private Map<TopicPartition, Wanted> missing(
      Map<TopicPartition, Tail> last,
      Map<TopicPartition, Tail> same,
      Map<TopicPartition, PartitionEnds> ends) {
    Map<TopicPartition, Wanted> missing = new HashMap<>();
    last.forEach((partition, tail) -> {
      Tail found = of(same, partition);
      if (found.size() < tail.size() && !found.whole() && !compacted.test(partition.topic())) {
        PartitionEnds end = of(ends, partition);
        missing.put(partition, new Wanted(end, end.end(), tail.size()));
      }
    });
    return missing;
  }

  private static <T> T of(Map<TopicPartition, T> all, TopicPartition partition) {
    return Objects.requireNonNull(all.get(partition));
  }

  private static Map<TopicPartition, Map<String, Long>> byPartition(
      GroupPositions at, Predicate<String> mirrored) {
    Map<TopicPartition, Map<String, Long>> byPartition = new HashMap<>();
    Set<String> groups = new TreeSet<>(at.positions().keySet());
    for (String group : groups) {
      at.positions()
          .getOrDefault(group, Map.of())
          .forEach((partition, offset) -> {
            if (mirrored.test(partition.topic())) {
              byPartition.computeIfAbsent(partition, p -> new TreeMap<>()).put(group, offset);
            }
          });
    }
    return byPartition;
  }
}
