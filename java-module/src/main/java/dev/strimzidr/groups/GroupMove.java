package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one group. No I/O.
 *
 * @param group its name
 * @param kind its kind at the source
 * @param there the group of that name at the target; null when there is none
 * @param moves its partitions
 */
record GroupMove(
    String group, GroupKind kind, GroupPositions.@Nullable Group there, List<PartitionMove> moves) {

  /** A group with members at the target commits by itself, and cannot be set. */
  boolean active() {
    return there != null && !there.state().equals("Empty") && !there.state().equals("Dead");
  }

  /**
   * What speaks against carrying it, in words.
   *
   * @param accepted what an operator accepts: near
   */
  List<String> problems(List<String> accepted) {
    List<String> problems = new ArrayList<>();
    if (!kind.isKnown()) {
      problems.add(
          "group %s is of a kind that is not known here, so nobody can say where it stands (mirror_groups_exclude leaves it out)"
              .formatted(group));
    }
    if (there != null && kind.isKnown() && !kind.follows(there.kind())) {
      problems.add(
          "group %s is a %s group, and a %s group of that name is at the target: delete that one"
              .formatted(group, kind.word(), there.kind().word()));
    } else if (there != null && active()) {
      problems.add(
          "group %s has members at the target (%s): stop them, or wait until those that have left by a move are forgotten"
              .formatted(group, there.state()));
    }
    for (PartitionMove move : moves) {
      if (move.placed() instanceof Placement.Unplaced unplaced) {
        problems.add("group %s, %s: %s".formatted(group, move.partition(), unplaced.why()));
      } else if (move.near() && !accepted.contains("near")) {
        problems.add(
            "group %s, %s: compaction has taken different records at the two sites, up to %s would be read again (accept: near)"
                .formatted(group, move.partition(), move.document().get("may_repeat")));
      }
    }
    return problems;
  }

  /** The same group, left where it stands. */
  GroupMove left(String why) {
    return new GroupMove(
        group,
        kind,
        there,
        moves.stream()
            .map(move ->
                new PartitionMove(
                    move.partition(), move.source(), move.before(), new Placement.Left(why)))
            .toList());
  }

  /** What has to be set; empty when all stands where it should. */
  Map<TopicPartition, OffsetAndMetadata> changes() {
    Map<TopicPartition, OffsetAndMetadata> changes = new LinkedHashMap<>();
    for (PartitionMove move : moves) {
      OffsetAndMetadata change = move.change();
      if (change != null) {
        changes.put(move.partition(), change);
      }
    }
    return changes;
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("group", group);
    document.put("kind", kind.word());
    document.put("state_at_target", there == null ? null : there.state());
    document.put("changed", !changes().isEmpty());
    document.put("partitions", moves.stream().map(PartitionMove::document).toList());
    return document;
  }
}
