package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Places every group in every partition, reading each partition once for all of them. */
final class GroupPlanner {
  private static final PartitionEnds NOTHING = new PartitionEnds(0, 0);

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
    Map<TopicPartition, Map<String, Long>> byPartition = byPartition(at, mirrored);
    List<TopicPartition> partitions = List.copyOf(byPartition.keySet());
    Map<TopicPartition, PartitionEnds> sourceEnds = source.ends(partitions);
    Map<TopicPartition, PartitionEnds> targetEnds = target.ends(partitions);
    return moves(
        byPartition,
        there,
        partition ->
            placement(
                    partition,
                    sourceEnds.getOrDefault(partition, NOTHING),
                    targetEnds.getOrDefault(partition, NOTHING),
                    byPartition.getOrDefault(partition, Map.of()))
                ::place);
  }

  /**
   * What is known of the groups while records are still written and copied: no places, but who is
   * too far behind to be placed. Parameters as for {@link #plan}.
   */
  List<GroupMove> foresee(GroupPositions at, GroupPositions there, Predicate<String> mirrored) {
    Map<TopicPartition, Map<String, Long>> byPartition = byPartition(at, mirrored);
    Map<TopicPartition, PartitionEnds> ends = source.ends(List.copyOf(byPartition.keySet()));
    return moves(
        byPartition,
        there,
        partition -> position -> foresee(ends.getOrDefault(partition, NOTHING), position));
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

  private static List<GroupMove> moves(
      Map<TopicPartition, Map<String, Long>> byPartition,
      GroupPositions there,
      Function<TopicPartition, LongFunction<Placement.Placed>> places) {
    Map<String, List<Move>> moves = new TreeMap<>();
    byPartition.forEach((partition, groups) -> {
      LongFunction<Placement.Placed> place = places.apply(partition);
      groups.forEach((group, position) -> {
        Long before = there.positions().getOrDefault(group, Map.of()).get(partition);
        moves
            .computeIfAbsent(group, g -> new ArrayList<>())
            .add(new Move(partition, position, before, place.apply(position)));
      });
    });
    return moves.entrySet().stream()
        .map(entry ->
            new GroupMove(entry.getKey(), there.states().get(entry.getKey()), entry.getValue()))
        .toList();
  }

  private Placement placement(
      TopicPartition partition, PartitionEnds from, PartitionEnds to, Map<String, Long> groups) {
    boolean holes = compacted.test(partition.topic());
    long first = groups.values().stream().mapToLong(Long::longValue).min().orElse(from.end());
    Tail last =
        holes
            ? source.read(partition, from, from.start(), most, most)
            : source.read(partition, from, first, 1, most);
    Tail same =
        holes
            ? target.read(partition, to, to.start(), most, most)
            : target.read(partition, to, to.end(), last.size(), most);
    return new Placement(last, same, holes);
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
