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
              Option.flag("wait", true),
              Option.integer("wait_timeout").withDefault(120L))
          .and(Connection.OPTIONS);

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
    boolean dryRun = invocation.checkMode();
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
        return remove(api, mirror, live, deadline, dryRun);
      }
      if (live.isEmpty()) {
        return missing(api, mirror, state, dryRun);
      }
      return bring(api, mirror, live.get(), state, deadline, dryRun);
    }
  }

  private Result.Success bring(
      KubeApi api,
      Ref ref,
      ObjectNode live,
      String state,
      Optional<Instant> deadline,
      boolean dryRun) {
    MirrorSwitch.Told told =
        MirrorSwitch.tell(api, ref, live, MirrorSpec.CONNECTORS, state, dryRun);
    deadline.ifPresent(until -> new Waiter(api, clock, List.of(ref), true).await(until));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("found", true);
    facts.put("connectors", MirrorStatus.of(dryRun ? live : api.get(ref)).get("connectors"));
    facts.put("withdrawn", told.withdrawn().orElse(null));
    return new Result.Success(told.anything(), facts, List.of());
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
      KubeApi api, Ref ref, Optional<ObjectNode> live, Optional<Instant> deadline, boolean dryRun) {
    boolean deleted = live.isPresent() && !live.get().path("metadata").has("deletionTimestamp");
    if (deleted) {
      api.remove(ref, dryRun);
    }
    deadline.ifPresent(until -> {
      if (live.isPresent()) {
        new Waiter(api, clock, List.of(ref), false).await(until);
      }
      new Workers(api, ref, clock).awaitGone(until);
    });
    return new Result.Success(deleted, notThere(), List.of());
  }

  private static Map<String, @Nullable Object> notThere() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("found", false);
    facts.put("connectors", List.of());
    facts.put("withdrawn", null);
    return facts;
  }
}
