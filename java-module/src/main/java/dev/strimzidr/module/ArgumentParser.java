package dev.strimzidr.module;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was given against a specification, in full, and names every problem: which option,
 * what was given, what is allowed. Ansible itself checks nothing for modules that are not Python.
 */
public final class ArgumentParser {
  /**
   * What came of it.
   *
   * @param arguments the typed values of all that is right
   * @param problems all that is wrong
   */
  public record Parsed(Arguments arguments, List<String> problems) {}

  private final UnaryOperator<@Nullable String> environment;
  private final String noun;
  private final Warnings warnings;
  private final List<String> problems = new ArrayList<>();

  private ArgumentParser(
      UnaryOperator<@Nullable String> environment, String noun, Warnings warnings) {
    this.environment = environment;
    this.noun = noun;
    this.warnings = warnings;
  }

  /**
   * The options as the specification types them.
   *
   * @param environment looks up an environment variable; null when it is not set
   * @throws ModuleFailure with all problems in one message
   */
  public static Arguments parse(
      ArgumentSpec spec, Map<String, ?> given, UnaryOperator<@Nullable String> environment) {
    return parse(spec, given, environment, new Warnings());
  }

  /**
   * The same for a call whose result carries what servers warn of.
   *
   * @param warnings what the arguments hand on for that
   */
  static Arguments parse(
      ArgumentSpec spec,
      Map<String, ?> given,
      UnaryOperator<@Nullable String> environment,
      Warnings warnings) {
    Parsed parsed = check(spec, given, new ArgumentParser(environment, "option", warnings));
    if (!parsed.problems().isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, String.join("; ", parsed.problems()));
    }
    return parsed.arguments();
  }

  /**
   * The same without an end at the first problem.
   *
   * @param noun what the specification describes: an option, a variable
   */
  public static Parsed check(
      ArgumentSpec spec,
      Map<String, ?> given,
      UnaryOperator<@Nullable String> environment,
      String noun) {
    return check(spec, given, new ArgumentParser(environment, noun, new Warnings()));
  }

  private static Parsed check(ArgumentSpec spec, Map<String, ?> given, ArgumentParser parser) {
    Arguments arguments = parser.level(spec.options(), given, "");
    spec.rules().forEach(rule -> parser.check(rule, arguments));
    return new Parsed(arguments, List.copyOf(parser.problems));
  }

  private Arguments level(List<Option> options, Map<String, ?> given, String prefix) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    Set<String> inherited = new HashSet<>();
    for (Option option : options) {
      known.add(option.name());
      known.addAll(option.aliases());
      values.put(option.name(), value(option, given, prefix, inherited));
    }
    for (String name : given.keySet()) {
      if (!known.contains(name) && !name.startsWith("_ansible_")) {
        problems.add(
            "unknown %s %s%s: %s"
                .formatted(
                    noun,
                    prefix,
                    name,
                    Suggestion.of(name, options.stream().map(Option::name).toList())));
      }
    }
    return new Arguments(values, inherited, warnings);
  }

  private @Nullable Object value(
      Option option, Map<String, ?> given, String prefix, Set<String> inherited) {
    String name = prefix + option.name();
    Object found = given(option, given, name);
    // An empty text counts as not given: a playbook passes on what its inventory leaves out.
    if (option.environment() != null && (found == null || found.toString().isBlank())) {
      String variable = environment.apply(option.environment());
      if (variable != null) {
        found = variable;
        inherited.add(option.name());
      }
    }
    if (found == null) {
      found = option.defaultValue();
    }
    if (found == null) {
      if (option.required()) {
        problems.add("%s %s is required".formatted(noun, name));
      }
      return null;
    }
    return typed(option, found, name);
  }

  private @Nullable Object given(Option option, Map<String, ?> given, String name) {
    List<String> names = new ArrayList<>();
    names.add(option.name());
    names.addAll(option.aliases());
    List<String> used = names.stream().filter(n -> given.get(n) != null).toList();
    if (used.size() > 1) {
      problems.add("%s %s is given twice, as %s".formatted(noun, name, String.join(" and ", used)));
    }
    return used.isEmpty() ? null : given.get(used.getFirst());
  }

  private @Nullable Object typed(Option option, Object found, String name) {
    Object value;
    try {
      value = Coercion.coerce(option.type(), found);
    } catch (Coercion.Mismatch e) {
      problems.add(
          "%s %s %s: given is %s".formatted(noun, name, e.getMessage(), shown(option, found)));
      return null;
    }
    return switch (value) {
      case List<?> list -> items(option, list, name);
      case Map<?, ?> map when !option.options().isEmpty() ->
          level(option.options(), stringKeys(map), name + ".");
      default -> {
        checkChoice(option, value, name);
        yield value;
      }
    };
  }

  private List<Object> items(Option option, List<?> list, String name) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String itemName = "%s[%d]".formatted(name, i);
      Object item = list.get(i);
      if (item == null) {
        problems.add("%s %s is empty".formatted(noun, itemName));
        continue;
      }
      try {
        Object value = option.elements() == null ? item : Coercion.coerce(option.elements(), item);
        if (value instanceof Map<?, ?> map && !option.options().isEmpty()) {
          value = level(option.options(), stringKeys(map), itemName + ".");
        } else {
          checkChoice(option, value, itemName);
        }
        items.add(value);
      } catch (Coercion.Mismatch e) {
        problems.add(
            "%s %s %s: given is %s".formatted(noun, itemName, e.getMessage(), shown(option, item)));
      }
    }
    return items;
  }

  private void checkChoice(Option option, Object value, String name) {
    if (!option.choices().isEmpty() && !option.choices().contains(value.toString())) {
      problems.add(
          "%s %s: given is %s, allowed are %s"
              .formatted(noun, name, shown(option, value), String.join(", ", option.choices())));
    }
  }

  private void check(Rule rule, Arguments arguments) {
    switch (rule) {
      case Rule.MutuallyExclusive exclusive -> {
        List<String> found = exclusive.options().stream().filter(arguments::has).toList();
        if (found.size() > 1) {
          problems.add(
              "%ss %s exclude each other: give one".formatted(noun, String.join(", ", found)));
        }
      }
      case Rule.RequiredOneOf one -> {
        if (one.options().stream().noneMatch(arguments::has)) {
          problems.add(
              "one of the %ss %s is required".formatted(noun, String.join(", ", one.options())));
        }
      }
      case Rule.RequiredTogether together -> {
        List<String> missing = together.options().stream().filter(o -> !arguments.has(o)).toList();
        if (!missing.isEmpty() && missing.size() < together.options().size()) {
          problems.add(
              "%ss %s go together: %s missing"
                  .formatted(
                      noun, String.join(", ", together.options()), String.join(", ", missing)));
        }
      }
      case Rule.RequiredIf needed -> {
        boolean holds = arguments.raw(needed.option()).filter(needed.value()::equals).isPresent();
        List<String> missing = needed.needed().stream().filter(o -> !arguments.has(o)).toList();
        if (holds && !missing.isEmpty()) {
          problems.add(
              "with %s=%s the %ss %s are required"
                  .formatted(needed.option(), needed.value(), noun, String.join(", ", missing)));
        }
      }
    }
  }

  private static Map<String, Object> stringKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }

  /** A mapping or a list may hold a secret anywhere, so only its kind is shown. */
  private static String shown(Option option, Object value) {
    if (option.secret()) {
      return "hidden";
    }
    return switch (value) {
      case Map<?, ?> map -> "a mapping";
      case List<?> list -> "a list";
      default -> "'" + value + "'";
    };
  }
}
