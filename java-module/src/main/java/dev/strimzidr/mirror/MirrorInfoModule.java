package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Nudges;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.drift.Drift;
import dev.strimzidr.drift.RecordLimits;
import dev.strimzidr.drift.Snapshot;
import dev.strimzidr.drift.SnapshotReader;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.StepOption;
import dev.strimzidr.status.ReadinessRules;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_mirror_info}: what the mirror is doing. */
public final class MirrorInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.integer("timeout").withDefault(30L),
              Option.integer("source_timeout"),
              Option.integer("begun_timeout").withDefault(0L),
              Option.integer("drain_timeout").withDefault(0L),
              Option.integer("stopped_timeout").withDefault(0L),
              Option.flag("groups", true),
              Option.flag("records", true),
              Option.list("topics", Type.STR),
              Option.flag("fork_points", false),
              Option.dict("resource"),
              Option.flag("compare", false),
              Option.list("site_users", Type.STR),
              StepOption.option())
          .and(KafkaOptions.ALL);

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MirrorInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Waits waits =
        new Waits(
            arguments.seconds("begun_timeout", 0),
            arguments.seconds("drain_timeout", 0),
            arguments.seconds("stopped_timeout", 0));
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      // To get into both takes a while, in which the step is written down, and the mirror may stop.
      Duration timeout = arguments.seconds("timeout", 1);
      Duration ofSource =
          arguments.has("source_timeout") ? arguments.seconds("source_timeout", 1) : timeout;
      try (KafkaCluster from = KafkaOptions.cluster(source, arguments, ofSource);
          KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
        if (waits.stopped().isPositive()) {
          nudge(target, mirror(target, arguments));
        }
        Between between = new Between(source, from, target, to);
        return StepOption.take(arguments, sites, invocation, () -> look(arguments, between, waits));
      }
    }
  }

  /** The sites and their clusters. */
  private record Between(Site source, KafkaCluster from, Site target, KafkaCluster to) {}

  /** How long is waited for what; zero for not at all. */
  private record Waits(Duration begun, Duration drain, Duration stopped) {}

  /**
   * The mirror was told to stop a while ago, and what Strimzi has seen right after that is old: it
   * looks again while the step is written down. That this fails is told by the wait, which nudges
   * too.
   */
  private void nudge(Site target, Ref ref) {
    var unused =
        CompletableFuture.runAsync(
            () ->
                target
                    .api()
                    .find(ref)
                    .filter(mirror -> MirrorSpec.isIn(mirror, "stopped"))
                    .filter(mirror -> ReadinessRules.of(mirror).unseen())
                    .ifPresent(mirror -> new Nudges(target.api(), clock).give(List.of(ref))),
            Background::start);
  }

  private static Ref mirror(Site target, Arguments arguments) {
    return target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name"));
  }

  private Result.Success look(Arguments arguments, Between between, Waits waits) {
    Site target = between.target();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("source", between.source().name());
    facts.put("target", target.name());
    Ref ref = mirror(target, arguments);
    Optional<ObjectNode> mirror;
    try {
      mirror = target.api().find(ref);
    } catch (ModuleFailure failure) {
      return absent(facts, "%s cannot be asked: %s".formatted(target.name(), failure.message()));
    }
    if (mirror.isEmpty()) {
      Map<String, Object> resource = arguments.map("resource");
      if (arguments.flag("fork_points") && !resource.isEmpty()) {
        JsonNode removed = new ObjectMapper().valueToTree(resource);
        facts.putAll(parting(removed, ConnectOffsets.of(removed, between.to()), between));
      }
      return absent(
          facts,
          "there is no KafkaMirrorMaker2 %s in namespace %s at %s"
              .formatted(arguments.string("name"), target.namespace(), target.name()));
    }
    if (waits.stopped().isPositive()) {
      mirror = Optional.of(stopped(target, ref, mirror.get(), waits.stopped()));
    }
    facts.putAll(MirrorStatus.of(mirror.get()));
    MirrorTopics topics =
        new MirrorTopics(mirror.get(), arguments.string("name"), between.source().name(), target);
    // What was found before counts, also where the source cannot be asked now.
    topics.remembered().ifPresent(found -> facts.put("identity", found));
    try {
      ConnectStates states = new ConnectStates(between.to(), mirror.get());
      ConnectOffsets copied = ConnectOffsets.of(mirror.get(), between.to());
      if (arguments.flag("fork_points")) {
        facts.putAll(parting(mirror.get(), copied, between));
      }
      Stuck stuck = new Stuck(states::now, clock);
      facts.putAll(
          new Measurement(mirror.get(), copied, between.from(), between.to(), topics, stuck, clock)
              .take(
                  waits.begun(),
                  waits.drain(),
                  new Measurement.Scope(
                      arguments.flag("groups"),
                      arguments.flag("records"),
                      Set.copyOf(arguments.strings("topics")))));
      // In a step of a move every question costs its clients, unless it is not drained.
      if (!arguments.has("step")
          || (waits.drain().isPositive() && Boolean.FALSE.equals(facts.get("drained")))) {
        facts.putAll(MirrorStatus.of(arguments.flag("compare") ? states.settled() : states.now()));
      }
      if (Boolean.FALSE.equals(facts.get("running")) && "".equals(facts.get("cure"))) {
        WorkerEnds ends = new Workers(target.api(), ref, clock).ends();
        facts.put("worker_ends", ends.words());
        facts.put("cure", ends.cure());
      }
      if (arguments.flag("compare")) {
        facts.put("drift", drift(mirror.get(), between, arguments));
      }
    } catch (ModuleFailure failure) {
      // That the source or the target cannot be asked is what an operator wants to know here, not
      // a reason to know nothing.
      if (arguments.flag("compare")) {
        throw failure;
      }
      facts.put("lag", unknown(failure.message()));
    }
    return Result.unchanged(facts);
  }

  /** The mirror as it is when it is seen stopped: no connector runs, and no task is left. */
  private ObjectNode stopped(Site target, Ref ref, ObjectNode mirror, Duration within) {
    if (!MirrorSpec.isIn(mirror, "stopped")) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "option stopped_timeout: nobody has stopped %s at %s; strimzi_mirror_state does"
              .formatted(ref, target.name()));
    }
    new Waiter(target.api(), clock, List.of(ref), true).await(clock.instant().plus(within));
    return target.api().get(ref);
  }

  private Map<String, Object> parting(JsonNode mirror, ConnectOffsets copied, Between between) {
    return new Parting(mirror, copied, between.to())
        .facts(between.source().name(), between.target().name(), clock.instant());
  }

  private static Result.Success absent(Map<String, @Nullable Object> facts, String why) {
    facts.put("found", false);
    facts.put("running", false);
    facts.put("why", why);
    facts.put("lag", unknown(why));
    return Result.unchanged(facts);
  }

  private static Map<String, List<String>> drift(
      JsonNode mirror, Between between, Arguments arguments) {
    MirrorFilter filter = MirrorFilter.of(mirror);
    Snapshot active = SnapshotReader.read(between.from(), filter::copies);
    Snapshot standby = SnapshotReader.read(between.to(), filter::copies);
    Map<String, List<String>> differences =
        new Drift(active, standby, Set.copyOf(arguments.strings("site_users"))).differences();
    differences.put(
        "record_limits", RecordLimits.tooSmall(active, standby, MirrorSpec.largestRecord(mirror)));
    return differences;
  }

  private static Map<String, @Nullable Object> unknown(String why) {
    Map<String, @Nullable Object> lag = new LinkedHashMap<>();
    lag.put("lag_records", null);
    lag.put("lag_seconds", null);
    lag.put("why", why);
    return lag;
  }
}
