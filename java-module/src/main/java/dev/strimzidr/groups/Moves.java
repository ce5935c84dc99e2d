package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/** Gathers by group what was found by partition. */
final class Moves {
  private final GroupPositions there;
  private final Map<String, List<Move>> moves = new TreeMap<>();

  /**
   * Has none yet.
   *
   * @param there where the groups stand at the target
   */
  Moves(GroupPositions there) {
    this.there = there;
  }

  /**
   * Adds what becomes of the groups in one partition.
   *
   * @param positions by group what it reads next at the source
   * @param place where such a position is at the target
   */
  void add(
      TopicPartition partition, Map<String, Long> positions, LongFunction<Placement.Placed> place) {
    positions.forEach((group, position) -> {
      Long before = there.positions().getOrDefault(group, Map.of()).get(partition);
      moves
          .computeIfAbsent(group, g -> new ArrayList<>())
          .add(new Move(partition, position, before, place.apply(position)));
    });
  }

  List<GroupMove> byGroup() {
    return moves.entrySet().stream()
        .map(entry ->
            new GroupMove(entry.getKey(), there.states().get(entry.getKey()), entry.getValue()))
        .toList();
  }
}
