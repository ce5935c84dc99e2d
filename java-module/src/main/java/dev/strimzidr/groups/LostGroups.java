package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.mirror.MirrorResource;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
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
 * @param mirror the name of the KafkaMirrorMaker2
 * @param declared how that is declared, for where it has been removed; empty where it has not
 * @param source the name of the site that is lost
 * @param target the site that they go on at
 * @param record the name of the record, which knows where the logs have parted before
 * @param groups which are asked for; all where none is named
 * @param most how many offsets before the end are looked at in a partition
 */
public record LostGroups(
    String mirror,
    Map<String, Object> declared,
    String source,
    Site target,
    String record,
    Set<String> groups,
    int most) {
  /** Places them; in check mode only says where they would be. */
  public Result.Success place(KafkaCluster to, boolean checkMode) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    JsonNode resource = new MirrorResource(target, mirror, declared).known();
    MirrorFilter filter = MirrorFilter.of(resource);
    Predicate<String> wanted = GroupsModule.named(groups).and(filter::carries);
    Fork fork = fork();
    List<GroupMove> planned =
        Futures.both(
            () -> Remains.read(resource, source, fork, to, wanted),
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

  /** The record at the target is the newest that can be had. */
  private Fork fork() {
    return switch (new RecordStore(record).read(target)) {
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
