package dev.strimzidr.groups;

import dev.strimzidr.kafka.Prints;
import dev.strimzidr.kafka.SpanReader.Span;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.GroupPositions.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Places every group of a source that is lost, reading the end of each partition once for all of
 * them, and no further back than the one needs that is furthest behind.
 */
final class LostPlanner {
  private final Remains remains;
  private final GroupPositions there;
  private final LastRecordsReader target;
  private final int most;

  /** A group in a partition. */
  private record Member(String group, LastKnown known, @Nullable Position present) {

    LostPlacement.Mark mark() {
      return new LostPlacement.Mark(
          known.source().offset(),
          known.translated(),
          known.place(),
          present == null || known.setBack() ? null : Long.valueOf(present.offset()));
    }
  }

  /** A partition with its groups. */
  private record Placing(TopicPartition partition, LostPlacement placement, List<Member> members) {

    /** What is to be read of it; null for nothing. */
    @Nullable Wanted wanted() {
      long least = 0;
      long floor = Long.MAX_VALUE;
      for (Member member : members) {
        long needed = placement.needed(member.mark());
        if (needed > 0) {
          least = Math.max(least, needed);
          floor = Math.min(floor, member.mark().floor());
        }
      }
      Span span = placement.span();
      return least == 0
          ? null
          : new Wanted(
              new Span(Math.max(span.begin(), floor), span.end()),
              span.end(),
              (int) Math.min(least, Integer.MAX_VALUE));
    }

    /** What is not read. */
    LastRecords nothing() {
      return new LastRecords(new Prints(), placement.span().end(), false);
    }
  }

  /**
   * Plans nothing yet.
   *
   * @param there where the groups stand at the target
   * @param most how many offsets before the end are looked at in a partition
   */
  LostPlanner(Remains remains, GroupPositions there, LastRecordsReader target, int most) {
    this.remains = remains;
    this.there = there;
    this.target = target;
    this.most = most;
  }

  /**
   * What becomes of the groups, sorted by their names.
   *
   * @param fork where the logs have parted
   */
  List<GroupMove> plan(Fork fork) {
    Map<TopicPartition, Placing> placings = new HashMap<>();
    Map<TopicPartition, Wanted> wanted = new HashMap<>();
    for (TopicPartition partition : remains.known().keySet()) {
      Placing placing = placing(partition, fork);
      placings.put(partition, placing);
      Wanted some = placing.wanted();
      if (some != null) {
        wanted.put(partition, some);
      }
    }
    Map<String, List<PartitionMove>> moves = new TreeMap<>();
    for (Map<TopicPartition, Wanted> batch : Wanted.batches(wanted, most)) {
      target
          .read(batch, most)
          .forEach((partition, tail) ->
              add(moves, Objects.requireNonNull(placings.remove(partition)), tail));
    }
    placings.values().forEach(placing -> add(moves, placing, placing.nothing()));
    return moves.entrySet().stream().map(one -> group(one.getKey(), one.getValue())).toList();
  }

  private Placing placing(TopicPartition partition, Fork fork) {
    List<Member> members = new ArrayList<>();
    Objects.requireNonNull(remains.known().get(partition))
        .forEach((group, known) ->
            members.add(new Member(group, known, there.position(group, partition))));
    return new Placing(partition, remains.placement(partition, fork, most), members);
  }

  private static void add(
      Map<String, List<PartitionMove>> moves, Placing placing, LastRecords tail) {
    for (Member member : placing.members()) {
      moves
          .computeIfAbsent(member.group(), group -> new ArrayList<>())
          .add(
              new PartitionMove(
                  placing.partition(),
                  member.known().source(),
                  member.present(),
                  placing.placement().place(member.mark(), tail)));
    }
  }

  private GroupMove group(String group, List<PartitionMove> moves) {
    moves.sort(Comparator.comparing(PartitionMove::partition, Remains.ORDER));
    GroupPositions.Group known = there.groups().get(group);
    GroupMove move = new GroupMove(group, kind(group), known, moves);
    if (known == null) {
      return move;
    }
    if (move.active()) {
      return move.left("it has members at the target (%s)".formatted(known.state()));
    }
    return move.kind().follows(known.kind())
        ? move
        : move.left("a %s group of that name is at the target".formatted(known.kind().word()));
  }

  private GroupKind kind(String group) {
    return remains.known().values().stream()
        .flatMap(groups -> Optional.ofNullable(groups.get(group)).stream())
        .map(LastKnown::kind)
        .findFirst()
        .orElse(GroupKind.UNKNOWN);
  }
}
