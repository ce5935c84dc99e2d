package dev.strimzidr.record;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The option {@code step} of a module that takes a step of a move: the step is written down by the
 * module itself, before it does anything. Clients wait meanwhile, and a module more costs them half
 * a second.
 */
public final class StepOption {
  private static final String OPTION = "step";

  private StepOption() {}

  /** The option. */
  public static Option option() {
    List<Option> options =
        new ArrayList<>(
            List.of(
                Option.string("name").must(),
                Option.string("record").withDefault("strimzi-dr-record"),
                Option.list("at", Type.STR),
                Option.integer("lock_seconds").withDefault(120L)));
    options.addAll(ChangesReader.options());
    return Option.dict(OPTION, options.toArray(Option[]::new));
  }

  /**
   * For a module that asks only one site otherwise: writes it down at both, which its option {@code
   * sites} names.
   *
   * @return what the result has of it; nothing without a step
   * @throws ModuleFailure as {@link #begin(Arguments, Sites, boolean)}
   */
  public static Map<String, @Nullable Object> begin(Arguments arguments, boolean checkMode) {
    if (!arguments.has(OPTION)) {
      return Map.of();
    }
    try (Sites sites = Sites.open(arguments)) {
      return begin(arguments, sites, checkMode);
    }
  }

  /**
   * Writes it down, as {@code strimzi_dr_record} does.
   *
   * @return what the result has of it: the record that holds from now on; nothing without a step
   * @throws ModuleFailure when this run does not hold the lock, or the step must not be
   */
  public static Map<String, @Nullable Object> begin(
      Arguments arguments, Sites sites, boolean checkMode) {
    Optional<Arguments> given = arguments.arguments(OPTION);
    if (given.isEmpty()) {
      return Map.of();
    }
    Arguments step = given.get();
    Changes changes = new ChangesReader(sites).read(step);
    Clock clock = Clock.systemUTC();
    String name = step.string("record");
    Lock lock = new Lock(name, Holder.current(), step.seconds("lock_seconds", 1), clock);
    PairRecord pair =
        new PairRecord(
            sites,
            new RecordStore(name),
            lock,
            PairRecord.taking(sites, step.strings("at")),
            checkMode);
    Result.Success written =
        pair.advance(record -> Advance.step(record, step.string("name"), changes, clock.instant()));
    return Map.of("record", written.values().get("record"));
  }

  /**
   * Does what the step is for. The result has the record, also that of a failure: then the step
   * stands as begun.
   *
   * @param begun what {@link #begin(Arguments, Sites, boolean)} has said
   */
  public static Result.Success take(
      Map<String, ? extends @Nullable Object> begun, Supplier<Result.Success> work) {
    try {
      Result.Success done = work.get();
      Map<String, @Nullable Object> values = new LinkedHashMap<>(begun);
      values.putAll(done.values());
      return new Result.Success(done.changed() || !begun.isEmpty(), values, done.diffs());
    } catch (ModuleFailure failure) {
      throw failure.with(begun);
    }
  }
}
