package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.RecordAt;
import dev.strimzidr.record.RecordStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * Groups whose source is lost: nobody asks it. A group that cannot be placed is left where it
 * stands, and does not keep the others from being placed.
 *
 * @param source the name of the site that is lost
 * @param most how many offsets before the end are looked at in a partition
 */
record LostGroups(Arguments arguments, String source, Site target, int most) {
  /**
   * Nothing is asked for that only a source can answer.
   *
   * @throws ModuleFailure when something is
   */
  void check() {
    if (!arguments.flag("drained")) {
      throw refused("drained", "false", "true: what is lost is placed at once, or not at all");
    }
    if (!arguments.strings("accept").isEmpty()) {
      throw refused(
          "accept",
          arguments.strings("accept"),
          "nothing: no group is set back, and none is kept from being placed");
    }
    Optional<Arguments> step = arguments.arguments("step");
    if (step.isPresent() && !Set.copyOf(step.get().strings("at")).equals(Set.of(target.name()))) {
      List<String> at = step.get().strings("at");
      throw refused(
          "step.at", at.isEmpty() ? "nothing, which is both sites" : at, List.of(target.name()));
    }
  }

  private static ModuleFailure refused(String option, Object given, Object allowed) {
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option %s: given is %s, with from: checkpoints allowed is %s"
            .formatted(option, given, allowed));
  }

  /** Places them. */
  Result.Success place(KafkaCluster to, boolean checkMode) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    JsonNode mirror = mirror();
    MirrorFilter filter = MirrorFilter.of(mirror);
    Predicate<String> wanted =
        GroupsModule.named(Set.copyOf(arguments.strings("groups"))).and(filter::carries);
    Fork fork = fork();
    List<GroupMove> planned =
        Futures.both(
            () -> Remains.read(mirror, source, fork, to, wanted),
            () -> GroupPositions.read(to, wanted),
            (remains, there) -> {
              facts.put("kept_at", remains.keptAt() == null ? null : remains.keptAt().toString());
              try (LastRecordsReader reader = new LastRecordsReader(to, "read_committed")) {
                return new LostPlanner(remains, there, reader, most).plan(fork);
              }
            });
    List<GroupMove> moves = checkMode ? planned : set(planned, to);
    facts.put("groups", moves.stream().map(GroupMove::document).toList());
    facts.put("notes", moves.stream().flatMap(move -> Notes.of(move).stream()).toList());
    facts.put("lost", moves.stream().flatMap(move -> Notes.lost(move).stream()).toList());
    return new Result.Success(
        moves.stream().anyMatch(move -> !move.changes().isEmpty()), facts, List.of());
  }

  /** The one that is there, or else the one that has been removed: what it has left is in Kafka. */
  private JsonNode mirror() {
    Ref ref = target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name"));
    Map<String, Object> removed = arguments.map("resource");
    return removed.isEmpty()
        ? target.api().get(ref)
        : target
            .api()
            .find(ref)
            .<JsonNode>map(there -> there)
            .orElseGet(() -> new ObjectMapper().valueToTree(removed));
  }

  /** The record at the target is the newest that can be had. */
  private Fork fork() {
    return switch (new RecordStore(arguments.string("record")).read(target)) {
      case RecordAt.Present present ->
          Optional.ofNullable(present.record().forkPoints())
              .map(points -> Fork.of(points, source))
              .orElse(Fork.NONE);
      case RecordAt.Missing missing -> Fork.NONE; // this pair has never moved
      case RecordAt.Unreadable unreadable -> Fork.unknown(unreadable.why());
      case RecordAt.Silent silent -> Fork.unknown(silent.why());
    };
  }

  /** What became of them: a group may have got members since they were planned. */
  static List<GroupMove> set(List<GroupMove> moves, KafkaCluster to) {
    Map<String, ModuleFailure> failed = PositionSetter.set(moves, to);
    failed.values().stream()
        .filter(failure ->
            !(failure.getCause() instanceof UnknownMemberIdException
                || failure.getCause() instanceof GroupNotEmptyException))
        .findFirst()
        .ifPresent(failure -> {
          throw failure;
        });
    return moves.stream()
        .map(move ->
            failed.containsKey(move.group())
                ? move.left("it has got members at the target meanwhile")
                : move)
        .toList();
  }
}
