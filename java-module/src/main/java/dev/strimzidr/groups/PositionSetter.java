package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Sets positions, of all groups at once. */
final class PositionSetter {
  private PositionSetter() {}

  /** What the groups failed with that could not be set, by their names. */
  static Map<String, ModuleFailure> set(List<GroupMove> moves, KafkaCluster to) {
    Map<String, KafkaFuture<Void>> begun =
        to.ask(
            "setting positions of groups",
            admin ->
                moves.stream()
                    .filter(move -> !move.changes().isEmpty())
                    .collect(Collectors.toMap(GroupMove::group, move -> set(admin, move))));
    Map<String, ModuleFailure> failed = new TreeMap<>();
    begun.forEach((group, set) -> {
      try {
        Void unused = to.ask("setting the position of group " + group, admin -> set.get());
      } catch (ModuleFailure failure) {
        failed.put(group, failure);
      }
    });
    return failed;
  }

  private static KafkaFuture<Void> set(Admin admin, GroupMove move) {
    String group = move.group();
    Map<TopicPartition, OffsetAndMetadata> changes = move.changes();
    return switch (move.kind()) {
      case CLASSIC, CONSUMER -> admin.alterConsumerGroupOffsets(group, changes).all();
      case STREAMS -> admin.alterStreamsGroupOffsets(group, changes).all();
      case SHARE -> {
        Map<TopicPartition, Long> starts = new HashMap<>();
        changes.forEach((partition, change) -> starts.put(partition, change.offset()));
        yield admin.alterShareGroupOffsets(group, starts).all();
      }
      case UNKNOWN ->
          throw new IllegalArgumentException("group %s is of an unknown kind".formatted(group));
    };
  }
}
