package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.mirror.ConnectOffsets;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.MirrorSpec;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Groups whose source answers. They are planned by the same code while clients are at work and when
 * the mirror is drained, so that what would stop them then is found now.
 *
 * @param mirror the name of the KafkaMirrorMaker2
 * @param target the site that they are carried to
 * @param groups which are asked for; all where none is named
 * @param accept the kinds of places that are accepted besides exact ones
 * @param drained whether the mirror is drained; else clients are at work, and nothing is set
 * @param most how many offsets before the end are looked at in a partition
 */
public record CarriedGroups(
    String mirror,
    Site target,
    Set<String> groups,
    List<String> accept,
    boolean drained,
    int most) {
  /** How many offsets before the end are looked at in a partition, where nobody says it. */
  public static final int MOST = 1_000_000;

  /**
   * Carries them; while clients are at work, only says what would become of them.
   *
   * @throws ModuleFailure when one cannot be carried; nothing was set then
   */
  public Result.Success carry(KafkaCluster from, KafkaCluster to, boolean checkMode) {
    ObjectNode resource = target.api().get(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, mirror));
    MirrorFilter filter = MirrorFilter.of(resource);
    Predicate<String> named = GroupsModule.named(groups);
    return Futures.both(
        () -> Standing.read(from, filter, named),
        () -> Standing.read(to, filter, named),
        (at, there) -> {
          List<GroupMove> moves =
              plan(at.of(filter::carries), there.of(filter::carries), resource, from, to);
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("groups", moves.stream().map(GroupMove::document).toList());
          facts.put("notes", moves.stream().flatMap(move -> Notes.of(move).stream()).toList());
          facts.put("left_out", leftOut(at.groups().of(group -> !filter.carries(group))));
          refuse(moves, facts);
          boolean changes = drained && moves.stream().anyMatch(move -> !move.changes().isEmpty());
          if (changes && !checkMode) {
            PositionSetter.set(moves, to).values().stream()
                .findFirst()
                .ifPresent(failure -> {
                  throw failure;
                });
          }
          return new Result.Success(changes, facts, List.of());
        });
  }

  private List<GroupMove> plan(
      Standing at, Standing there, JsonNode resource, KafkaCluster from, KafkaCluster to) {
    Optional<Map<TopicPartition, Long>> copied =
        drained ? Optional.empty() : Optional.of(copied(resource, to));
    return GroupPlanner.plan(at, from, there, to, MirrorSpec.isolation(resource), most, copied);
  }

  private void refuse(List<GroupMove> moves, Map<String, Object> facts) {
    List<String> problems = moves.stream().flatMap(move -> move.problems(accept).stream()).toList();
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s %s: %s"
              .formatted(
                  drained ? "No position was set at" : "Groups could not be carried to",
                  target.name(),
                  String.join("; ", problems)),
          facts,
          null);
    }
  }

  /** Groups that stand somewhere in mirrored topics, and that the mirror does not carry. */
  private static List<Map<String, @Nullable Object>> leftOut(GroupPositions groups) {
    return groups.groups().entrySet().stream()
        .filter(group -> !group.getValue().positions().isEmpty())
        .map(group -> {
          Map<String, @Nullable Object> document = new LinkedHashMap<>();
          document.put("group", group.getKey());
          document.put("kind", group.getValue().kind().word());
          document.put("partitions", group.getValue().positions().size());
          return document;
        })
        .toList();
  }

  /** What the mirror has stored; nothing where it has not made its topic yet. */
  static Map<TopicPartition, Long> copied(JsonNode mirror, KafkaCluster to) {
    return Answer.ifThere(() -> ConnectOffsets.of(mirror, to).read()).orElse(Map.of());
  }
}
