package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.drift.Drift;
import dev.strimzidr.drift.RecordLimits;
import dev.strimzidr.drift.Snapshot;
import dev.strimzidr.drift.SnapshotReader;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The module {@code strimzi_mirror_info}: what the mirror is doing. It writes nothing. */
public final class MirrorInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.integer("begun_timeout").withDefault(0L),
              Option.flag("groups", true),
              Option.flag("records", true),
              Option.list("topics", Type.STR),
              Option.integer("idle_seconds"),
              Option.list("idle_except", Type.STR),
              Option.flag("fork_points", false),
              Option.dict("resource"),
              Option.integer("source_timeout"),
              Option.flag("compare", false),
              Option.list("site_users", Type.STR))
          .and(MirrorLook.OPTIONS)
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
    Duration begun = arguments.seconds("begun_timeout", 0);
    Duration ofSource =
        arguments.seconds(arguments.has("source_timeout") ? "source_timeout" : "timeout", 1);
    Optional<Duration> idle = idle(arguments);
    try (Sites sites = Sites.open(arguments);
        MirrorLook look = MirrorLook.open(sites, arguments, ofSource, clock)) {
      look.take(mirror -> there(mirror, look, arguments, begun), () -> removed(look, arguments));
      idle.ifPresent(within ->
          look.facts()
              .put(
                  "busy",
                  ClientsAtWork.of(
                      look.facts(),
                      within.toSeconds(),
                      Set.copyOf(arguments.strings("idle_except")))));
      return Result.unchanged(look.facts());
    }
  }

  private static Optional<Duration> idle(Arguments arguments) {
    return arguments.has("idle_seconds")
        ? Optional.of(arguments.seconds("idle_seconds", 0))
        : Optional.empty();
  }

  private void there(ObjectNode mirror, MirrorLook look, Arguments arguments, Duration begun) {
    MirrorTopics topics = look.declared(mirror);
    boolean compare = arguments.flag("compare");
    // One for both: it reads a record for each commit of the workers.
    ConnectOffsets copied = ConnectOffsets.of(mirror, look.to());
    try {
      if (arguments.flag("fork_points")) {
        part(look, mirror, copied);
      }
      ConnectStates states = new ConnectStates(look.to(), mirror);
      Measurement.Scope scope =
          new Measurement.Scope(
              arguments.flag("groups"),
              arguments.flag("records"),
              Set.copyOf(arguments.strings("topics")));
      look.measure(mirror, topics, copied, states, begun, Duration.ZERO, scope);
      look.facts().putAll(MirrorStatus.of(compare ? states.settled() : states.now()));
      ends(look);
      if (compare) {
        look.facts().put("drift", drift(mirror, look, arguments));
      }
    } catch (ModuleFailure failure) {
      if (compare) {
        throw failure;
      }
      look.unmeasured(failure.message());
    }
  }

  /** What a mirror that was removed has copied up to is in Kafka still. */
  private void removed(MirrorLook look, Arguments arguments) {
    Map<String, Object> resource = arguments.map("resource");
    if (arguments.flag("fork_points") && !resource.isEmpty()) {
      JsonNode declared = new ObjectMapper().valueToTree(resource);
      part(look, declared, ConnectOffsets.of(declared, look.to()));
    }
  }

  private void part(MirrorLook look, JsonNode mirror, ConnectOffsets copied) {
    look.facts()
        .putAll(
            new Parting(mirror, copied, look.to())
                .facts(look.source().name(), look.target().name(), clock.instant()));
  }

  /** How its workers ended, where that may be why it does not run. */
  private void ends(MirrorLook look) {
    Map<String, ?> facts = look.facts();
    if (Boolean.FALSE.equals(facts.get("running")) && "".equals(facts.get("cure"))) {
      WorkerEnds ends = new Workers(look.target().api(), look.ref(), clock).ends();
      look.facts().put("worker_ends", ends.words());
      look.facts().put("cure", ends.cure());
    }
  }

  private static Map<String, List<String>> drift(
      JsonNode mirror, MirrorLook look, Arguments arguments) {
    MirrorFilter filter = MirrorFilter.of(mirror);
    Snapshot active = SnapshotReader.read(look.from(), filter::copies);
    Snapshot standby = SnapshotReader.read(look.to(), filter::copies);
    Map<String, List<String>> differences =
        new Drift(active, standby, Set.copyOf(arguments.strings("site_users"))).differences();
    differences.put(
        "record_limits", RecordLimits.tooSmall(active, standby, MirrorSpec.largestRecord(mirror)));
    return differences;
  }
}
