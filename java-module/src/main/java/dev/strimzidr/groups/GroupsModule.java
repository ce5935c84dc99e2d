package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaOptions;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The module {@code kafka_groups}: positions of groups, carried exactly to the other site. */
public final class GroupsModule implements Module {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String KEPT = "kept";
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("source").must(),
              Option.string("name").must(),
              Option.string("state").withDefault("carried").oneOf("carried", KEPT),
              Option.string("from").withDefault("source").oneOf("source", CHECKPOINTS),
              Option.string("record").withDefault("strimzi-dr-record"),
              Option.dict("resource"),
              Option.list("groups", Type.STR),
              Option.list("accept", Type.STR).oneOf("near"),
              Option.flag("drained", true),
              Option.integer("max_offsets").withDefault((long) CarriedGroups.MOST),
              Option.integer("timeout").withDefault(60L))
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
    try (Sites sites = Sites.open(arguments)) {
      Site source = sites.named("source", arguments.string("source"));
      Site target = sites.other(source);
      if (arguments.string("state").equals(KEPT)) {
        return keep(arguments, source, target, most, invocation.checkMode());
      }
      if (lost) {
        return placeLost(arguments, source, target, most, invocation.checkMode());
      }
      CarriedGroups carried =
          new CarriedGroups(
              arguments.string("name"),
              target,
              Set.copyOf(arguments.strings("groups")),
              arguments.strings("accept"),
              arguments.flag("drained"),
              most);
      try (KafkaCluster from = KafkaOptions.cluster(source, arguments, timeout);
          KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
        return carried.carry(from, to, invocation.checkMode());
      }
    }
  }

  private static Result.Success keep(
      Arguments arguments, Site source, Site target, int most, boolean checkMode) {
    requireNothingToPlace(arguments);
    Duration timeout = arguments.seconds("timeout", 1);
    try (KafkaCluster from = KafkaOptions.cluster(source, arguments, timeout);
        KafkaCluster to = KafkaOptions.cluster(target, arguments, timeout)) {
      return new KeptGroups(
              arguments.string("name"), source.name(), target, most, Clock.systemUTC())
          .keep(from, to, checkMode);
    }
  }

  /**
   * Nothing is placed.
   *
   * @throws ModuleFailure when an option is for what places groups
   */
  private static void requireNothingToPlace(Arguments arguments) {
    for (String option : List.of("resource", "groups", "accept")) {
      if (arguments.has(option)) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option %s: it is for placing groups, and cannot be given with state: kept"
                .formatted(option));
      }
    }
    if (!arguments.string("from").equals("source")) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option from: given is %s, with state: kept allowed is source"
              .formatted(arguments.string("from")));
    }
  }

  private static Result.Success placeLost(
      Arguments arguments, Site source, Site target, int most, boolean checkMode) {
    requireNothingOfTheSource(arguments);
    LostGroups groups =
        new LostGroups(
            arguments.string("name"),
            arguments.map("resource"),
            source.name(),
            target,
            arguments.string("record"),
            Set.copyOf(arguments.strings("groups")),
            most);
    try (KafkaCluster to =
        KafkaOptions.cluster(target, arguments, arguments.seconds("timeout", 1))) {
      return groups.place(to, checkMode);
    }
  }

  /**
   * Nothing is asked for that only a source can answer.
   *
   * @throws ModuleFailure when something is
   */
  private static void requireNothingOfTheSource(Arguments arguments) {
    if (!arguments.flag("drained")) {
      throw refused("drained", "false", "true: what is lost is placed at once, or not at all");
    }
    if (!arguments.strings("accept").isEmpty()) {
      throw refused(
          "accept",
          arguments.strings("accept"),
          "nothing: no group is set back, and none is kept from being placed");
    }
  }

  private static ModuleFailure refused(String option, Object given, Object allowed) {
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option %s: given is %s, with from: checkpoints allowed is %s"
            .formatted(option, given, allowed));
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

  /** Which groups are asked for; all where none is named. */
  static Predicate<String> named(Set<String> named) {
    return group -> named.isEmpty() || named.contains(group);
  }
}
