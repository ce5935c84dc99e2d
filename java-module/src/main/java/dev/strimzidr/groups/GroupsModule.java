package dev.strimzidr.groups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.mirror.MirrorFilter;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Futures;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The module {@code kafka_groups}: positions of groups, carried exactly to the other site. */
public final class GroupsModule implements Module {
  private static final String CHECKPOINTS = "checkpoints";
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.string("from").withDefault("source").oneOf("source", CHECKPOINTS),
              Option.string("record").withDefault("strimzi-dr-record"),
              Option.dict("resource"),
              Option.list("groups", Type.STR),
              Option.list("accept", Type.STR).oneOf("near", "backwards"),
              Option.flag("drained", true),
              Option.integer("max_offsets").withDefault(1_000_000L),
              Option.integer("timeout").withDefault(60L),
              StepOption.option())
          .and(KafkaOptions.ALL);

  public static void main(String... arguments) {
    ModuleRunner.main(new GroupsModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration timeout = arguments.seconds("timeout", 1);
    int most = most(arguments);
    boolean lost = arguments.string("from").equals(CHECKPOINTS);
    if (!lost && !arguments.flag("drained") && arguments.has("step")) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option step: the step of a move places groups; given is drained: false, with which nothing is placed");
    }
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      if (lost) {
        return placeLost(
            new LostGroups(arguments, source.name(), target, most),
            sites,
            timeout,
            invocation.checkMode());
      }
      // While the step is written down, both clusters are gone to.
      try (KafkaCluster from = KafkaOptions.cluster(source, arguments, timeout);
          KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
        return StepOption.take(
            arguments,
            sites,
            invocation.checkMode(),
            () -> carry(arguments, target, from, to, most, invocation.checkMode()));
      }
    }
  }

  private static Result.Success placeLost(
      LostGroups groups, Sites sites, Duration timeout, boolean checkMode) {
    groups.check();
    try (KafkaCluster to = KafkaOptions.cluster(groups.target(), groups.arguments(), timeout)) {
      return StepOption.take(
          groups.arguments(), sites, checkMode, () -> groups.place(to, checkMode));
    }
  }

  private static Result.Success carry(
      Arguments arguments,
      Site target,
      KafkaCluster from,
      KafkaCluster to,
      int most,
      boolean checkMode) {
    ObjectNode mirror =
        target.api().get(target.in(KnownKinds.KAFKA_MIRROR_MAKER_2, arguments.string("name")));
    JsonNode direction = mirror.path("spec").path("mirrors").path(0);
    List<GroupMove> moves = plan(direction, from, to, arguments, most);
    Map<String, Object> facts = Map.of("groups", moves.stream().map(GroupMove::document).toList());
    List<String> problems =
        moves.stream()
            .flatMap(move -> move.problems(arguments.strings("accept")).stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s %s: %s"
              .formatted(
                  arguments.flag("drained")
                      ? "No position was set at"
                      : "Groups could not be carried to",
                  target.name(),
                  String.join("; ", problems)),
          facts,
          null);
    }
    boolean changes = moves.stream().anyMatch(move -> !move.changes().isEmpty());
    if (changes && !checkMode) {
      PositionSetter.set(moves, to).values().stream()
          .findFirst()
          .ifPresent(failure -> {
            throw failure;
          });
    }
    return new Result.Success(changes, facts, List.of());
  }

  private static int most(Arguments arguments) {
    long most = arguments.integer("max_offsets");
    if (most < 1 || most > Integer.MAX_VALUE) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option max_offsets: given is %d, allowed are numbers from 1 to %d"
              .formatted(most, Integer.MAX_VALUE));
    }
    return (int) most;
  }

  private static List<GroupMove> plan(
      JsonNode direction, KafkaCluster from, KafkaCluster to, Arguments arguments, int most) {
    MirrorFilter filter = new MirrorFilter(direction);
    Predicate<String> wanted = wanted(filter, arguments);
    return Futures.both(
        () -> Standing.read(from, filter::copies, wanted),
        () -> Standing.read(to, filter::copies, wanted),
        (at, there) -> {
          Predicate<String> compacted =
              topic -> at.compacted().contains(topic) || there.compacted().contains(topic);
          try (TailReader source = new TailReader(from, isolation(direction));
              TailReader target = new TailReader(to, "read_committed")) {
            GroupPlanner planner = new GroupPlanner(source, target, compacted, most);
            return arguments.flag("drained")
                ? planner.plan(at.groups(), there.groups(), filter::copies)
                : planner.foresee(at.groups(), there.groups(), filter::copies);
          }
        });
  }

  /** Which groups are of interest. */
  static Predicate<String> wanted(MirrorFilter filter, Arguments arguments) {
    Set<String> named = Set.copyOf(arguments.strings("groups"));
    return group -> filter.carries(group) && (named.isEmpty() || named.contains(group));
  }

  /** What the mirror reads is what has to be compared: by default that is aborted records too. */
  private static String isolation(JsonNode direction) {
    return direction
        .path("sourceConnector")
        .path("config")
        .path("source.consumer.isolation.level")
        .asText("read_uncommitted");
  }
}
