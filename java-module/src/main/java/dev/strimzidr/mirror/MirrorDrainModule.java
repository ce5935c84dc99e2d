package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Nudges;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kafka.KafkaOptions;
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
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.StepOption;
import dev.strimzidr.status.ReadinessRules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The module {@code strimzi_mirror_drain}: a mirror has copied all, is seen stopped, and where the
 * logs part.
 */
public final class MirrorDrainModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.integer("source_timeout"),
              Option.integer("drain_timeout").withDefault(0L),
              Option.integer("stopped_timeout").withDefault(0L),
              Option.flag("fork_points", false),
              Option.dict("resource"),
              StepOption.option())
          .and(MirrorLook.OPTIONS)
          .and(KafkaOptions.ALL);

  /** Clients wait: nothing is looked at that the step is not about. */
  private static final Measurement.Scope LAG = new Measurement.Scope(false, false, Set.of());

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MirrorDrainModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration drain = arguments.seconds("drain_timeout", 0);
    Duration stopped = arguments.seconds("stopped_timeout", 0);
    Duration ofSource =
        arguments.seconds(arguments.has("source_timeout") ? "source_timeout" : "timeout", 1);
    boolean watched = stopped.isPositive() && !invocation.checkMode();
    try (Sites sites = Sites.open(arguments);
        MirrorLook look = MirrorLook.open(sites, arguments, ofSource, clock)) {
      // Logging in to both takes a while, in which the step is written down, and the mirror may
      // stop.
      if (watched) {
        nudge(look);
      }
      return StepOption.take(
          arguments,
          sites,
          invocation,
          () -> {
            look.take(
                mirror -> {
                  ObjectNode seen = watched ? stopped(look, mirror, stopped) : mirror;
                  there(seen, look, arguments, drain);
                },
                () -> removed(look, arguments));
            return Result.unchanged(look.facts());
          });
    }
  }

  private void there(ObjectNode mirror, MirrorLook look, Arguments arguments, Duration drain) {
    MirrorTopics topics = look.declared(mirror);
    try {
      if (arguments.flag("fork_points")) {
        part(look, mirror);
      }
      ConnectStates states = new ConnectStates(look.to(), mirror);
      look.measure(
          mirror, topics, ConnectOffsets.of(mirror, look.to()), states, Duration.ZERO, drain, LAG);
      // In a step of a move every question costs its clients, unless it is not drained.
      if (!arguments.has("step")
          || (drain.isPositive() && Boolean.FALSE.equals(look.facts().get("drained")))) {
        look.facts().putAll(MirrorStatus.of(states.now()));
      }
    } catch (ModuleFailure failure) {
      look.unmeasured(failure.message());
    }
  }

  /** What a mirror that was removed has copied up to is in Kafka still. */
  private void removed(MirrorLook look, Arguments arguments) {
    Map<String, Object> resource = arguments.map("resource");
    if (arguments.flag("fork_points") && !resource.isEmpty()) {
      part(look, new ObjectMapper().valueToTree(resource));
    }
  }

  private void part(MirrorLook look, JsonNode mirror) {
    look.facts()
        .putAll(
            new Parting(mirror, ConnectOffsets.of(mirror, look.to()), look.to())
                .facts(look.source().name(), look.target().name(), clock.instant()));
  }

  /**
   * The mirror was told to stop a while ago, and what Strimzi has seen right after that is old: it
   * looks again while the step is written down. That this fails is told by the wait, which nudges
   * too.
   */
  private void nudge(MirrorLook look) {
    var unused =
        CompletableFuture.runAsync(
            () ->
                look.target()
                    .api()
                    .find(look.ref())
                    .filter(mirror -> MirrorSpec.isIn(mirror, "stopped"))
                    .filter(mirror -> ReadinessRules.of(mirror).unseen())
                    .ifPresent(
                        mirror -> new Nudges(look.target().api(), clock).give(List.of(look.ref()))),
            Background::start);
  }

  /** The mirror as it is when it is seen stopped: no connector runs, and no task is left. */
  private ObjectNode stopped(MirrorLook look, ObjectNode mirror, Duration within) {
    if (!MirrorSpec.isIn(mirror, "stopped")) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "option stopped_timeout: nobody has stopped %s at %s; strimzi_mirror_state does"
              .formatted(look.ref(), look.target().name()));
    }
    new Waiter(look.target().api(), clock, List.of(look.ref()), true)
        .await(clock.instant().plus(within));
    return look.target().api().get(look.ref());
  }
}
