package dev.strimzidr.record;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Sites;
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
        new ArrayList<>(List.of(Option.string("name").must(), Option.string("then")));
    options.addAll(Journal.options());
    options.addAll(ChangesReader.options());
    return Option.dict(OPTION, options.toArray(Option[]::new));
  }

  /**
   * For a module that asks only one site otherwise: the step is written down at both, which its
   * option {@code sites} names. As {@link #take(Arguments, Sites, Invocation, Supplier)}.
   */
  public static Result.Success take(
      Arguments arguments, Invocation invocation, Supplier<Result.Success> work) {
    if (!arguments.has(OPTION)) {
      return work.get();
    }
    try (Sites sites = Sites.open(arguments)) {
      return take(arguments, sites, invocation, work);
    }
  }

  /**
   * Writes the step down, as {@code strimzi_dr_record} does, and does what it is for; then writes
   * down the step that follows, where that is one that no module takes. The result has the record
   * that holds from then on, also that of a failure: then the step stands as begun.
   *
   * @param work what the step is for; all there is without a step
   * @throws ModuleFailure when this run does not hold the lock, or the step must not be
   */
  public static Result.Success take(
      Arguments arguments, Sites sites, Invocation invocation, Supplier<Result.Success> work) {
    Optional<Arguments> given = arguments.arguments(OPTION);
    if (given.isEmpty()) {
      return work.get();
    }
    Arguments step = given.get();
    Journal journal = Journal.of(step, sites, invocation);
    Map<String, @Nullable Object> values =
        new LinkedHashMap<>(
            journal.begin(step.string("name"), new ChangesReader(sites).read(step)));
    try {
      Result.Success done = work.get();
      step.optionalString("then")
          .ifPresent(next -> values.putAll(journal.begin(next, Changes.NONE)));
      values.putAll(done.values());
      return new Result.Success(true, values, done.diffs());
    } catch (ModuleFailure failure) {
      throw failure.with(values);
    }
  }
}
