package dev.strimzidr.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.apply.Waiter;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
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
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.StepOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The module {@code strimzi_mirror_state}: a mirror runs, is stopped, or is gone, and seen so. */
public final class MirrorStateModule implements Module {
  private static final String STOPPED = MirrorSwitch.STOPPED;
  private static final String ABSENT = "absent";
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.string("name").must(),
              Option.string("namespace").must().orEnvironment("K8S_AUTH_NAMESPACE"),
              Option.string("state").must().oneOf("running", STOPPED, ABSENT),
              Option.list("connectors", Type.STR)
                  .oneOf(MirrorSpec.CONNECTORS.toArray(String[]::new)),
              Option.flag("wait", true),
              Option.integer("wait_timeout").withDefault(120L),
              Option.integer("grace_period"),
              Option.string("group"),
              Option.string("cluster"),
              Option.string("listener").withDefault("external"),
              Option.string("user"),
              Sites.option().optional(),
              StepOption.option())
          .and(Connection.OPTIONS)
          .where(
              Rule.requiredTogether("sites", "step"),
              Rule.requiredTogether("grace_period", "group", "cluster", "user"));

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MirrorStateModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("wait_timeout", 1);
    if (arguments.string("state").equals(ABSENT) && !arguments.strings("connectors").isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option connectors: given is %s with state: absent, which is of a whole mirror; allowed are running and stopped"
              .formatted(arguments.strings("connectors")));
    }
    Optional<CutOff> cutOff = CutOff.of(arguments);
    return StepOption.take(
        arguments, invocation, () -> bring(arguments, timeout, cutOff, invocation.checkMode()));
  }

  private Result.Success bring(
      Arguments arguments, Duration timeout, Optional<CutOff> cutOff, boolean dryRun) {
    Optional<Instant> deadline =
        dryRun || !arguments.flag("wait")
            ? Optional.empty()
            : Optional.of(clock.instant().plus(timeout));
    String state = arguments.string("state");
    try (KubeApi api = Connection.open(arguments)) {
      Ref mirror =
          new Ref(
              KnownKinds.KAFKA_MIRROR_MAKER_2,
              arguments.string("namespace"),
              arguments.string("name"));
      Optional<ObjectNode> live = api.find(mirror);
      if (state.equals(ABSENT)) {
        return remove(api, mirror, live, deadline, cutOff, dryRun);
      }
      if (live.isEmpty()) {
        return missing(api, mirror, state, dryRun);
      }
      return bring(api, mirror, live.get(), connectors(arguments), state, deadline, dryRun);
    }
  }

  private Result.Success bring(
      KubeApi api,
      Ref ref,
      ObjectNode live,
      List<String> connectors,
      String state,
      Optional<Instant> deadline,
      boolean dryRun) {
    MirrorSwitch.Told told = MirrorSwitch.tell(api, ref, live, connectors, state, dryRun);
    deadline.ifPresent(until -> new Waiter(api, clock, List.of(ref), true).await(until));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("found", true);
    facts.put("connectors", MirrorStatus.of(dryRun ? live : api.get(ref)).get("connectors"));
    facts.put("withdrawn", told.withdrawn().orElse(null));
    return new Result.Success(told.anything(), facts, List.of());
  }

  /** Those that are named; all, where none is. */
  private static List<String> connectors(Arguments arguments) {
    List<String> named = arguments.strings("connectors");
    return named.isEmpty() ? MirrorSpec.CONNECTORS : named;
  }

  /** A mirror that is not there copies nothing; whether one could run is not known before. */
  private static Result.Success missing(KubeApi api, Ref ref, String state, boolean dryRun) {
    boolean stopped = state.equals(STOPPED);
    if (!stopped && !dryRun) {
      throw new ModuleFailure(
          Reason.NOT_FOUND,
          "%s at %s is not there, so it cannot run".formatted(ref, api.address()));
    }
    return new Result.Success(!stopped, notThere(), List.of());
  }

  private Result.Success remove(
      KubeApi api,
      Ref ref,
      Optional<ObjectNode> live,
      Optional<Instant> deadline,
      Optional<CutOff> cutOff,
      boolean dryRun) {
    boolean deleted = live.isPresent() && !live.get().path("metadata").has("deletionTimestamp");
    if (deleted) {
      api.remove(ref, dryRun);
    }
    Map<String, @Nullable Object> facts = notThere();
    deadline.ifPresent(until -> {
      if (live.isPresent()) {
        new Waiter(api, clock, List.of(ref), false).await(until);
      }
      Workers workers = new Workers(api, ref, clock);
      cutOff.ifPresent(sooner -> workers.end(sooner.grace(), until));
      workers.awaitGone(until);
      cutOff.ifPresent(after -> facts.put("fenced_transactions", after.fence(api)));
    });
    return new Result.Success(deleted, facts, List.of());
  }

  private static Map<String, @Nullable Object> notThere() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("found", false);
    facts.put("connectors", List.of());
    facts.put("withdrawn", null);
    return facts;
  }
}
