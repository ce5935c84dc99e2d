package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.record.ForkPointsOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The module {@code kafka_tail}: what the old active site acknowledged and nobody copied. */
public final class TailModule implements Module {
  private static final String FOUND = "found";
  private static final String EXPORTED = "exported";

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              ForkPointsOption.option().must(),
              Option.string("topics").withDefault(".*"),
              Option.string("topics_exclude").withDefault(""),
              Option.string("state").withDefault(FOUND).oneOf(FOUND, EXPORTED),
              Option.path("directory"),
              Option.list("accept", Type.STR)
                  .oneOf(
                      Arrays.stream(Problem.Kind.values())
                          .map(Problem.Kind::word)
                          .toArray(String[]::new)),
              Option.integer("timeout").withDefault(60L))
          .and(KafkaOptions.ALL)
          .where(Rule.requiredIf("state", EXPORTED, "directory"));

  public static void main(String... arguments) {
    ModuleRunner.main(new TailModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    ForkPoints forkPoints = ForkPointsOption.read(arguments.arguments("fork_points").orElseThrow());
    Predicate<String> wanted = wanted(arguments, forkPoints);
    try (Sites sites = Sites.open(arguments)) {
      Site source = source(sites, arguments, forkPoints);
      KafkaAccess access = KafkaOptions.access(source, arguments);
      SourceLog log;
      Map<TopicPartition, Map<String, Long>> positions;
      try (KafkaCluster cluster = new KafkaCluster(access, timeout)) {
        log = SourceLog.read(cluster, wanted);
        positions = byPartition(GroupPositions.read(cluster, group -> true));
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("source", source.name());
      facts.put("cluster_id", log.clusterId());
      facts.put(
          "topics_left_out",
          log.leftOut().stream().filter(topic -> !MirrorFilter.internal(topic)).toList());
      if (arguments.string("state").equals(FOUND)) {
        Tail tail = new Tail(log, forkPoints, positions, new Destination.Nowhere());
        tail.read(access, timeout);
        facts.putAll(TailReport.of(tail));
        return Result.unchanged(facts);
      }
      Path directory = Path.of(arguments.string("directory"));
      Manifest own = Manifest.empty(source.name(), log.clusterId(), forkPoints);
      try (Export export =
          Export.open(directory, own, Clock.systemUTC(), !invocation.checkMode())) {
        Tail tail = new Tail(log, forkPoints, positions, export);
        tail.read(access, timeout);
        boolean changed = export.finish(tail.problems(), tail.lost());
        facts.putAll(TailReport.of(tail));
        facts.put("directory", directory.toString());
        facts.put("damaged", export.damagedFiles());
        refuse(tail.problems(), arguments.strings("accept"), changed, facts);
        return new Result.Success(changed, facts, List.of());
      }
    }
  }

  private static Site source(Sites sites, Arguments arguments, ForkPoints forkPoints) {
    Site source = sites.named("source", arguments.string("source"));
    Site target = sites.other(source);
    if (!forkPoints.from().equals(source.name()) || !forkPoints.to().equals(target.name())) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option fork_points: given are those of a move from %s to %s, allowed are those from %s to %s"
              .formatted(forkPoints.from(), forkPoints.to(), source.name(), target.name()));
    }
    return source;
  }

  private static Predicate<String> wanted(Arguments arguments, ForkPoints forkPoints) {
    try {
      MirrorFilter filter =
          MirrorFilter.ofTopics(arguments.string("topics"), arguments.string("topics_exclude"));
      return topic -> forkPoints.topics().containsKey(topic) || filter.copies(topic);
    } catch (ModuleFailure failure) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "options topics, topics_exclude: " + failure.message(), failure);
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

  private static void refuse(
      List<Problem> problems,
      List<String> accept,
      boolean changed,
      Map<String, @Nullable Object> facts) {
    List<Problem> left =
        problems.stream().filter(problem -> !accept.contains(problem.kind().word())).toList();
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
