package dev.strimzidr.record;

import dev.strimzidr.lock.Holder;
import dev.strimzidr.lock.PairLock;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Rule;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The module {@code strimzi_dr_record}: reads, creates, locks and advances the record of a pair.
 */
public final class RecordModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Sites.option(),
              Option.string("name").withDefault("strimzi-dr-record"),
              Option.string("action")
                  .withDefault("read")
                  .oneOf("read", "create", "lock", "begin", "step", "finish", "unlock"),
              Option.string("home_site"),
              Option.string("restore_active"),
              Option.string("rebuilt_site"),
              Option.list("at", Type.STR),
              Option.integer("lock_seconds").withDefault(20L),
              Option.integer("wait_seconds").withDefault(PairLock.LONGEST.toSeconds()),
              Option.string("move").oneOf("switchover", "failback", "failover", "rejoin"),
              Option.string("to"),
              Option.string("step"),
              Option.string("outcome"))
          .and(ChangesReader.options())
          .where(
              Rule.requiredIf("action", "create", "home_site"),
              Rule.requiredIf("action", "begin", "move", "to"),
              Rule.requiredIf("action", "step", "step"),
              Rule.requiredIf("action", "finish", "outcome"));

  private final Clock clock = Clock.systemUTC();

  public static void main(String... arguments) {
    ModuleRunner.main(new RecordModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public boolean needsLock() {
    return false;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Duration lease =
        arguments.seconds(
            "lock_seconds", PairLock.SHORTEST.toSeconds(), PairLock.LONGEST.toSeconds());
    Duration patience = arguments.seconds("wait_seconds", 0);
    try (Sites sites = Sites.open(arguments)) {
      for (String option : List.of("home_site", "to")) {
        arguments.optionalString(option).ifPresent(site -> named(sites, option, site));
      }
      Optional<String> rebuilt = siteOrNone(sites, arguments, "rebuilt_site");
      Changes changes = new ChangesReader(sites).read(arguments);
      String action = arguments.string("action");
      String name = arguments.string("name");
      List<String> at = arguments.strings("at");
      Supplier<PairRecord> pair = () -> PairRecord.ask(sites, name, at, rebuilt, invocation);
      return switch (action) {
        case "lock" -> pair.get().lock(lease, patience);
        case "unlock" -> pair.get().unlock();
        case "read" -> pair.get().read(clock.instant());
        case "create" ->
            new RecordCreation(
                    sites,
                    new RecordStore(name),
                    arguments.string("home_site"),
                    siteOrNone(sites, arguments, "restore_active"),
                    rebuilt,
                    clock)
                .create(pair, found -> found.lock(lease, patience), invocation.checkMode());
        case "begin" -> {
          Result.Success locked = pair.get().lock(lease, patience);
          String by = invocation.run().map(run -> Holder.of(run).name()).orElseThrow();
          Result.Success begun =
              PairRecord.advance(
                  sites, name, at, invocation, record -> begun(record, arguments, by));
          yield new Result.Success(
                  locked.changed() || begun.changed(), begun.values(), begun.diffs())
              .with("waited_seconds", locked.values().get("waited_seconds"));
        }
        default ->
            PairRecord.advance(
                sites,
                name,
                at,
                invocation,
                record -> advanced(action, record, arguments, changes));
      };
    }
  }

  private DrRecord begun(DrRecord record, Arguments arguments, String by) {
    return Advance.begin(
        record, arguments.string("move"), arguments.string("to"), by, clock.instant());
  }

  private DrRecord advanced(String action, DrRecord record, Arguments arguments, Changes changes) {
    Instant now = clock.instant();
    return action.equals("step")
        ? Advance.step(record, arguments.string("step"), changes, now)
        : Advance.finish(record, arguments.string("outcome"), changes, now);
  }

  /** An empty string counts as not given. */
  private static Optional<String> siteOrNone(Sites sites, Arguments arguments, String option) {
    Optional<String> site = arguments.optionalString(option).filter(name -> !name.isEmpty());
    site.ifPresent(name -> named(sites, option, name));
    return site;
  }

  private static void named(Sites sites, String option, String name) {
    Site unused = sites.named(option, name);
  }
}
