package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaFuture;

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
                    .collect(
                        Collectors.toMap(
                            GroupMove::group,
                            move ->
                                admin
                                    .alterConsumerGroupOffsets(move.group(), move.changes())
                                    .all())));
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
}
