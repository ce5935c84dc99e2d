package dev.strimzidr.groups;

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
 * @param state its state at the target in Kafka's word; null when it is not known there
 * @param moves its partitions
 */
record GroupMove(String group, @Nullable String state, List<Move> moves) {

  /** A group with members at the target commits by itself, and cannot be set. */
  boolean active() {
    return state != null && !state.equals("Empty") && !state.equals("Dead");
  }

  /**
   * What speaks against carrying it, in words.
   *
   * @param accepted what an operator accepts: near, backwards
   */
  List<String> problems(List<String> accepted) {
    List<String> problems = new ArrayList<>();
    if (active()) {
      problems.add(
          "group %s has members at the target (%s): stop them, or wait until those that have left by a move are forgotten"
              .formatted(group, state));
    }
    for (Move move : moves) {
      if (move.placed() instanceof Placement.Unplaced unplaced) {
        problems.add("group %s, %s: %s".formatted(group, move.partition(), unplaced.why()));
      } else if (move.near() && !accepted.contains("near")) {
        problems.add(
            "group %s, %s: compaction has taken different records at the two sites, up to %s would be read again (accept: near)"
                .formatted(group, move.partition(), move.document().get("may_repeat")));
      }
      if (move.backwards() > 0 && !accepted.contains("backwards")) {
        problems.add(
            "group %s, %s: it would be set back by %d offsets, from %s to %s (accept: backwards)"
                .formatted(
                    group, move.partition(), move.backwards(), move.before(), move.offset()));
      }
    }
    return problems;
  }

  /** The same group, left where it stands. */
  GroupMove left(String why) {
    return new GroupMove(
        group,
        state,
        moves.stream()
            .map(move ->
                new Move(move.partition(), move.source(), move.before(), new Placement.Left(why)))
            .toList());
  }

  /** What has to be set; empty when all stands where it should. */
  Map<TopicPartition, OffsetAndMetadata> changes() {
    Map<TopicPartition, OffsetAndMetadata> changes = new LinkedHashMap<>();
    for (Move move : moves) {
      Long offset = move.offset();
      if (offset != null && move.changes()) {
        changes.put(move.partition(), new OffsetAndMetadata(offset));
      }
    }
    return changes;
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("group", group);
    document.put("state_at_target", state);
    document.put("changed", !changes().isEmpty());
    document.put("partitions", moves.stream().map(Move::document).toList());
    return document;
  }
}
