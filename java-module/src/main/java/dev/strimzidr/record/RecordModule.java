package dev.strimzidr.record;

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
              Option.integer("lock_seconds").withDefault(120L),
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
  public Result run(Arguments arguments, Invocation invocation) {
    try (Sites sites = Sites.open(arguments)) {
      for (String option : List.of("home_site", "to")) {
        arguments.optionalString(option).ifPresent(site -> named(sites, option, site));
      }
      Optional<String> rebuilt = siteOrNone(sites, arguments, "rebuilt_site");
      Changes changes = new ChangesReader(sites).read(arguments);
      String action = arguments.string("action");
      Supplier<PairRecord> pair =
          () ->
              PairRecord.ask(
                  sites,
                  arguments.string("name"),
                  arguments,
                  rebuilt,
                  clock,
                  invocation.checkMode());
      return switch (action) {
        case "lock" -> pair.get().lock();
        case "unlock" -> pair.get().unlock();
        case "read" -> pair.get().read();
        case "create" ->
            new RecordCreation(
                    sites,
                    new RecordStore(arguments.string("name")),
                    arguments.string("home_site"),
                    siteOrNone(sites, arguments, "restore_active"),
                    rebuilt,
                    clock)
                .create(pair, invocation.checkMode());
        default -> {
          if (action.equals("begin")) {
            // While it is waited for the lock, its holder changes the record.
            Result unused = pair.get().lock();
          }
          yield PairRecord.advance(
              sites,
              arguments.string("name"),
              arguments,
              clock,
              invocation.checkMode(),
              record -> advanced(action, record, arguments, changes));
        }
      };
    }
  }

  private DrRecord advanced(String action, DrRecord record, Arguments arguments, Changes changes) {
    Instant now = clock.instant();
    return switch (action) {
      case "begin" ->
          Advance.begin(
              record,
              arguments.string("move"),
              arguments.string("to"),
              Holder.current().name(),
              now);
      case "step" -> Advance.step(record, arguments.string("step"), changes, now);
      default -> Advance.finish(record, arguments.string("outcome"), changes, now);
    };
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
