package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.GroupPositions.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/** Gathers by group what was found by partition. */
final class Moves {
  private final GroupPositions at;
  private final GroupPositions there;
  private final Map<String, List<PartitionMove>> moves = new TreeMap<>();

  /**
   * Has none yet.
   *
   * @param at where the groups stand at the source
   * @param there where they stand at the target
   */
  Moves(GroupPositions at, GroupPositions there) {
    this.at = at;
    this.there = there;
  }

  /**
   * Adds what becomes of the groups in one partition.
   *
   * @param positions by group where it stands at the source
   * @param place where such an offset is at the target
   */
  void add(
      TopicPartition partition,
      Map<String, Position> positions,
      LongFunction<Placement.Placed> place) {
    positions.forEach((group, position) ->
        moves
            .computeIfAbsent(group, g -> new ArrayList<>())
            .add(
                new PartitionMove(
                    partition,
                    position,
                    there.position(group, partition),
                    place.apply(position.offset()))));
  }

  /**
   * Adds what becomes of the groups in partitions that are missing somewhere, and takes them out.
   *
   * @param known the partitions that are not missing
   */
  void take(
      Map<TopicPartition, Map<String, Position>> standing,
      Set<TopicPartition> known,
      Placement.Placed placed) {
    standing.forEach((partition, positions) -> {
      if (!known.contains(partition)) {
        add(partition, positions, position -> placed);
      }
    });
    standing.keySet().retainAll(known);
  }

  /** Sorted by their names, those of a kind that is not known too. */
  List<GroupMove> byGroup() {
    List<GroupMove> all = new ArrayList<>();
    new TreeMap<>(at.groups())
        .forEach((name, group) -> {
          List<PartitionMove> partitions = new ArrayList<>(moves.getOrDefault(name, List.of()));
          if (!partitions.isEmpty() || !group.kind().isKnown()) {
            partitions.sort(Comparator.comparing(PartitionMove::partition, Remains.ORDER));
            all.add(new GroupMove(name, group.kind(), there.groups().get(name), partitions));
          }
        });
    return all;
  }
}
