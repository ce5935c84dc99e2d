package dev.strimzidr.move;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.dns.NameUpdateOption;
import dev.strimzidr.fence.FenceOptions;
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
import dev.strimzidr.offsets.TurnedMirror;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.ForkPointsOption;
import dev.strimzidr.record.Journal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The module {@code strimzi_move}: takes the steps of a move from the first denial until clients
 * are sent to the other site, in one call.
 */
public final class MoveModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("name").must(),
              Option.string("record").withDefault("strimzi-dr-record"),
              Option.list("at", Type.STR),
              Option.string("topic").must(),
              Option.list("accept", Type.STR).oneOf("near"),
              Option.integer("patience").withDefault(5L),
              Option.dict("waited"),
              Option.integer("lag_seconds").withDefault(1L),
              Option.integer("lag_budget_seconds").withDefault(60L),
              Option.integer("drain_timeout").withDefault(300L),
              Option.integer("fence_timeout").withDefault(10L),
              Option.integer("probe_timeout").withDefault(30L),
              Option.integer("removal_timeout").withDefault(60L),
              Option.integer("turn_timeout").withDefault(300L),
              turn(),
              Option.dict("resource"),
              ForkPointsOption.option(),
              Option.flag("force", false),
              Option.integer("timeout").withDefault(30L),
              NameUpdateOption.option())
          .and(FenceOptions.ALL)
          .and(KafkaOptions.ALL);

  public static void main(String... arguments) {
    ModuleRunner.main(new MoveModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    MoveRequest.Limits limits =
        new MoveRequest.Limits(
            arguments.seconds("patience", 1),
            arguments.seconds("lag_seconds", 0),
            arguments.seconds("lag_budget_seconds", 0),
            arguments.seconds("drain_timeout", 1),
            arguments.seconds("probe_timeout", 1),
            arguments.seconds("removal_timeout", 1),
            arguments.seconds("turn_timeout", 1),
            arguments.seconds("timeout", 1));
    Duration fence = arguments.seconds("fence_timeout", 1);
    try (Sites sites = Sites.open(arguments)) {
      Map<Site, Set<String>> superUsers = new LinkedHashMap<>();
      sites
          .list()
          .forEach(site -> superUsers.put(site, FenceOptions.superUsers(arguments, site.name())));
      MoveRequest request =
          new MoveRequest(
              arguments.string("name"),
              arguments.string("record"),
              arguments.string("topic"),
              arguments.strings("accept"),
              FenceOptions.read(arguments, fence, false),
              superUsers,
              limits,
              Waited.read(arguments.map("waited")),
              arguments.arguments("dns").map(NameUpdateOption::read),
              new MoveRequest.Lost(
                  arguments.map("resource"),
                  arguments.arguments("fork_points").map(ForkPointsOption::read),
                  arguments.flag("force")));
      MoveJournal journal =
          MoveJournal.underWay(
              new Journal(sites, arguments.string("record"), arguments.strings("at"), invocation));
      try (ClientsMove move = move(arguments, request, journal, sites)) {
        return invocation.checkMode() ? journal.predict(move.steps()) : take(move, journal);
      }
    }
  }

  private static Option turn() {
    return Option.dict(
        "turn",
        Option.dict("warm").must(),
        Option.dict("running").must(),
        Option.list("accept", Type.STR).oneOf("lost"));
  }

  private static ClientsMove move(
      Arguments arguments, MoveRequest request, MoveJournal journal, Sites sites) {
    Optional<Arguments> turn = arguments.arguments("turn");
    if (turn.isPresent()) {
      ObjectMapper mapper = new ObjectMapper();
      return new TurningMove(
          request,
          new TurnedMirror.Declared(
              mapper.valueToTree(turn.get().map("warm")),
              mapper.valueToTree(turn.get().map("running")),
              turn.get().strings("accept").contains("lost")),
          journal,
          sites);
    }
    return journal.kind().planned()
        ? new PlannedMove(request, journal, sites)
        : new LostMove(request, journal, sites);
  }

  private static Result.Success take(ClientsMove move, MoveJournal journal) {
    try {
      boolean done = move.take();
      journal.facts().put("done", done);
      return new Result.Success(true, journal.facts(), List.of());
    } catch (ModuleFailure failure) {
      throw journal.told(failure);
    }
  }
}
