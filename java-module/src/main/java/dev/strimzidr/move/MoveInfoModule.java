package dev.strimzidr.move;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The module {@code strimzi_move_info}: what stands against a move, and its steps. It asks no
 * server; what other modules have answered is given to it.
 */
public final class MoveInfoModule implements Module {
  private static final Option FACTS =
      Option.dict(
          "facts",
          Option.dict("sites"),
          Option.dict("mirror"),
          Option.dict("stopped"),
          Option.dict("fence"),
          Option.dict("credentials"),
          Option.list(
              "names",
              Option.string("name").must(),
              Option.dict("answer"),
              Option.string("leads_to").withDefault(""),
              Option.string("words").withDefault(""),
              Option.string("listener").withDefault(""),
              Option.dict("addresses")),
          Option.dict("groups"),
          Option.dict("probe"),
          Option.dict("lost"),
          Option.flag("idle_wanted", false),
          Option.dict("idle"));

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Option.string("kind").must().oneOf(MoveKind.words()),
          Option.string("to").withDefault(""),
          Option.list("sites", Type.STR).must(),
          Option.string("home_site").withDefault(""),
          Option.flag("abort", false),
          Option.flag("decide", false),
          Option.flag("force", false),
          Option.dict("record").must(),
          Option.dict("holders"),
          FACTS,
          Option.integer("lag_budget_seconds").withDefault(60L),
          Option.integer("certificate_days").withDefault(14L),
          Option.string("listener").withDefault("external"),
          Option.list("shared_names", Type.STR),
          Option.list("own_topics", Type.STR),
          Option.dict("declared", Option.integer("topics"), Option.integer("users")));

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new MoveInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Known known = new KnownReader(arguments).read();
    List<Finding> findings = Judgement.of(known);
    List<String> obstacles = findings.stream().filter(Finding::red).map(Finding::what).toList();
    Risk risk = new Risk(known, known.facts().map(Facts::mirror).orElse(KnownMirror.UNKNOWN));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("findings", findings.stream().map(Finding::document).toList());
    values.put("obstacles", obstacles);
    values.put("able", obstacles.isEmpty());
    values.put("plan", known.plan().steps().stream().map(PlannedStep::document).toList());
    values.put("next", known.underWay().map(Advice::next).orElse(null));
    values.put("risk", risk.words(clock.instant()));
    values.put("risk_parted", risk.parted());
    values.put(
        "status", known.facts().map(facts -> new Overview(known, facts).document()).orElse(null));
    values.put("busy", known.facts().map(ClientRules::busy).orElse(List.of()));
    return Result.unchanged(values);
  }
}
