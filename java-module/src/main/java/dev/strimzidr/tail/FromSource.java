package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A tail that is read at the site that was active. */
final class FromSource {
  private final TailRequest request;
  private final Site source;
  private final KafkaAccess access;
  private final Keeper keeper;

  FromSource(TailRequest request, Site source, KafkaAccess access, Keeper keeper) {
    this.request = request;
    this.source = source;
    this.access = access;
    this.keeper = keeper;
  }

  /**
   * Counts it, exports it, keeps it.
   *
   * @param wanted the topics that are looked at
   * @param write false to predict only
   */
  Result run(Predicate<String> wanted, boolean write) {
    SourceLog log;
    Map<TopicPartition, Map<String, Long>> positions;
    try (KafkaCluster cluster = new KafkaCluster(access, request.timeout())) {
      log = SourceLog.read(cluster, wanted);
      positions = byPartition(GroupPositions.read(cluster, group -> true));
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("source", source.name());
    facts.put("cluster_id", log.clusterId());
    facts.put(
        "topics_left_out",
        log.leftOut().stream().filter(topic -> !MirrorFilter.internal(topic)).toList());
    if (request.state() == TailRequest.State.FOUND) {
      Tail tail = new Tail(log, request.forkPoints(), positions, new Destination.Nowhere());
      tail.read(access, request.timeout());
      facts.putAll(TailReport.of(tail));
      return Result.unchanged(facts);
    }
    return export(log, positions, facts, write);
  }

  private Result export(
      SourceLog log,
      Map<TopicPartition, Map<String, Long>> positions,
      Map<String, @Nullable Object> facts,
      boolean write) {
    Manifest own = Manifest.empty(source.name(), log.clusterId(), request.forkPoints());
    if (request.state() == TailRequest.State.KEPT) {
      keeper.open(kept -> kept.sameTail(own), own.tail());
      keeper.restore(own);
    }
    try (Export export = Export.open(request.folder(), own, Clock.systemUTC(), write)) {
      Tail tail = new Tail(log, request.forkPoints(), positions, export);
      tail.read(access, request.timeout());
      boolean changed = export.finish(tail.problems(), tail.lost());
      facts.putAll(TailReport.of(tail));
      facts.put("directory", request.folder().toString());
      facts.put("damaged", export.damagedFiles());
      if (request.state() == TailRequest.State.KEPT) {
        // What would be exported now cannot be read from a folder.
        boolean predicted = changed && !write;
        changed |= predicted || keeper.keep(export.folder(), export.manifest());
        facts.put("kept", keeper.report());
      }
      refuse(tail.problems(), changed, facts);
      return new Result.Success(changed, facts, List.of());
    }
  }

  private static Map<TopicPartition, Map<String, Long>> byPartition(GroupPositions groups) {
    Map<TopicPartition, Map<String, Long>> byPartition = new HashMap<>();
    groups
        .positions()
        .forEach((group, positions) ->
            positions.forEach((partition, position) ->
                byPartition.computeIfAbsent(partition, p -> new HashMap<>()).put(group, position)));
    return byPartition;
  }

  private void refuse(
      List<Problem> problems, boolean changed, Map<String, @Nullable Object> facts) {
    List<Problem> left =
        problems.stream()
            .filter(problem -> !request.accept().contains(problem.kind().word()))
            .toList();
    if (left.isEmpty()) {
      return;
    }
    facts.put("changed", changed);
    throw new ModuleFailure(
        Reason.CONTRADICTION,
        "What can be read of the tail is exported, but that is not all: %s. The option accept takes %s"
            .formatted(
                String.join("; ", left.stream().map(Problem::text).toList()),
                String.join(
                    ", ", left.stream().map(problem -> problem.kind().word()).distinct().toList())),
        facts,
        null);
  }
}
