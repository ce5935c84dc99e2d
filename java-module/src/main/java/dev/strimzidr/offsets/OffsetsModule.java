package dev.strimzidr.offsets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.mirror.MirrorSpec;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_mirror_offsets}: where the mirror goes on. */
public final class OffsetsModule implements Module {
  private static final String ABSENT = "absent";
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.string("state").withDefault("present").oneOf("present", ABSENT),
              ForkPointsOption.option(),
              Option.list("accept", Type.STR).oneOf("lost"),
              Option.list("forget", Type.STR),
              Option.list("remove_copies", Type.STR),
              Option.string("group"),
              Option.list("storage_topics", Type.STR),
              Option.integer("timeout").withDefault(60L))
          .and(KafkaOptions.ALL)
          .where(
              Rule.requiredIf("state", ABSENT, "group", "storage_topics"),
              Rule.requiredTogether("group", "storage_topics"));

  public static void main(String... arguments) {
    ModuleRunner.main(new OffsetsModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    Optional<ForkPoints> forks = arguments.arguments("fork_points").map(ForkPointsOption::read);
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      forks.ifPresent(points -> requireBetween(points, source, target));
      Optional<ObjectNode> mirror =
          target.api().find(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name")));
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("source", source.name());
      facts.put("target", target.name());
      facts.put("found", mirror.isPresent());
      facts.put(
          "wanted",
          mirror.map(m -> MirrorSpec.isIn(m, "running") ? "running" : "stopped").orElse(null));
      if (arguments.string("state").equals(ABSENT)) {
        boolean standsBy = mirror.filter(MirrorSpec::standsBy).isPresent() && forks.isPresent();
        boolean needed =
            !standsBy
                && (mirror.isPresent()
                    || forks.filter(points -> isSet(points, target, arguments)).isPresent());
        return needed
            ? forgotten(Set.of(), facts)
            : forget(source, target, standsBy, facts, arguments, invocation);
      }
      Set<String> forgotten = Set.copyOf(arguments.strings("forget"));
      Set<String> copies = copies(arguments, forgotten, forks);
      if (mirror.isEmpty() && !invocation.checkMode()) {
        throw new ModuleFailure(
            Reason.NOT_FOUND,
            "there is no KafkaMirrorMaker2 %s in namespace %s at %s"
                .formatted(arguments.string("name"), target.namespace(), target.name()));
      }
      try (KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
        Offsets offsets =
            new Offsets(
                source,
                target,
                to,
                arguments.string("name"),
                mirror,
                mirror.map(found -> MirrorView.of(found, source.name(), target.name())),
                timeout);
        return change(offsets, source, forks, forgotten, copies, facts, arguments, invocation);
      }
    }
  }

  private static Result change(
      Offsets offsets,
      Site source,
      Optional<ForkPoints> forks,
      Set<String> forgotten,
      Set<String> copies,
      Map<String, @Nullable Object> facts,
      Arguments arguments,
      Invocation invocation) {
    if (forgotten.isEmpty() && forks.isEmpty()) {
      return offsets.read(facts);
    }
    if (!invocation.checkMode()) {
      requireStopped(source, arguments.string("name"));
    }
    if (!forgotten.isEmpty()) {
      return offsets.forget(forgotten, copies, facts, invocation.checkMode());
    }
    try (KafkaCluster from =
        KafkaOptions.cluster(source, arguments, arguments.seconds("timeout", 1))) {
      return offsets.set(
          forks.orElseThrow(),
          from,
          arguments.strings("accept").contains("lost"),
          facts,
          invocation.checkMode());
    }
  }

  /** The mirror of the other direction, if there is one. */
  private static void requireStopped(Site source, String name) {
    source
        .api()
        .find(source.in(KnownKinds.KAFKA_MIRROR_MAKER_2, name))
        .ifPresent(other ->
            MirrorView.requireStopped(
                other,
                source.name(),
                "both directions at once would send records round in a circle"));
  }

  /** Copies are deleted only together with the offsets that say that they are there. */
  private static Set<String> copies(
      Arguments arguments, Set<String> forgotten, Optional<ForkPoints> forks) {
    if (!forgotten.isEmpty() && forks.isPresent()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "options forget and fork_points: both are given, allowed is one of them");
    }
    Set<String> copies = Set.copyOf(arguments.strings("remove_copies"));
    if (!forgotten.containsAll(copies)) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option remove_copies: given are %s, allowed are topics that the option forget names too"
              .formatted(copies.stream().sorted().toList()));
    }
    return copies;
  }

  /** The ConfigMap stays when a mirror is removed. */
  private static void requireBetween(ForkPoints forks, Site one, Site other) {
    if (!Set.of(forks.from(), forks.to()).equals(Set.of(one.name(), other.name()))) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option fork_points: given are from '%s' and to '%s', allowed are %s and %s, between which the mirror copies"
              .formatted(forks.from(), forks.to(), one.name(), other.name()));
    }
  }

  private static boolean isSet(ForkPoints forks, Site target, Arguments arguments) {
    Ref ref = target.in(KnownKinds.CONFIG_MAP, arguments.string("name") + OffsetsMap.NAME_SUFFIX);
    return target.api().find(ref).filter(map -> OffsetsMap.isSet(map, forks)).isPresent();
  }

  /**
   * A mirror that is there needs what it has stored, and so does one that has gone on from this
   * fork and is to be made again. One that stands by keeps its workers, and is told where to begin.
   */
  private static Result forget(
      Site source,
      Site target,
      boolean standsBy,
      Map<String, @Nullable Object> facts,
      Arguments arguments,
      Invocation invocation) {
    try (KafkaCluster to =
        KafkaOptions.cluster(target, arguments, arguments.seconds("timeout", 1))) {
      Leftovers leftovers = new Leftovers(to);
      List<String> storage = arguments.strings("storage_topics");
      Set<String> found = leftovers.find(source.name(), standsBy ? List.of() : storage);
      if (!standsBy) {
        leftovers.requireNoWorkers(arguments.string("group"));
      }
      if (!found.isEmpty() && !invocation.checkMode()) {
        leftovers.remove(found);
      }
      return forgotten(found, facts);
    }
  }

  private static Result forgotten(Set<String> removed, Map<String, @Nullable Object> facts) {
    facts.put("removed_topics", List.copyOf(removed));
    return new Result.Success(!removed.isEmpty(), facts, List.of());
  }
}
