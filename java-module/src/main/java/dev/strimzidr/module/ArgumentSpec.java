package dev.strimzidr.module;

import java.util.ArrayList;
import java.util.List;

/**
 * What a module accepts.
 *
 * @param options its options
 * @param rules what has to hold between them
 */
public record ArgumentSpec(List<Option> options, List<Rule> rules) {

  public ArgumentSpec(Option... options) {
    this(List.of(options), List.of());
  }

  /** The same with more options. */
  public ArgumentSpec and(List<Option> more) {
    List<Option> all = new ArrayList<>(options);
    all.addAll(more);
    return new ArgumentSpec(List.copyOf(all), rules);
  }

  /** The same with rules. */
  public ArgumentSpec where(Rule... more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(List.of(more));
    return new ArgumentSpec(options, List.copyOf(all));
  }
}
