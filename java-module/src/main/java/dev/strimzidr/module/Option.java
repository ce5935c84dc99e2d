package dev.strimzidr.module;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One option of a module.
 *
 * @param name what a playbook writes
 * @param type what it holds
 * @param elements what a list holds; null for anything
 * @param required whether it must be given
 * @param defaultValue what holds when it is not given; null for nothing
 * @param choices the only values allowed; empty for any
 * @param aliases other names for it
 * @param environment the variable that is read when it is not given; null for none
 * @param options what a dict, or each dict of a list, may hold; empty for anything
 * @param secret whether its value must never be shown
 */
public record Option(
    String name,
    Type type,
    @Nullable Type elements,
    boolean required,
    @Nullable Object defaultValue,
    List<String> choices,
    List<String> aliases,
    @Nullable String environment,
    List<Option> options,
    boolean secret) {

  public static Option of(String name, Type type) {
    return new Option(name, type, null, false, null, List.of(), List.of(), null, List.of(), false);
  }

  public static Option string(String name) {
    return of(name, Type.STR);
  }

  public static Option flag(String name, boolean defaultValue) {
    return of(name, Type.BOOL).withDefault(defaultValue);
  }

  public static Option integer(String name) {
    return of(name, Type.INT);
  }

  public static Option path(String name) {
    return of(name, Type.PATH);
  }

  public static Option dict(String name, Option... options) {
    return of(name, Type.DICT).holding(options);
  }

  /** A list of plain values. */
  public static Option list(String name, Type elements) {
    return new Option(
        name, Type.LIST, elements, false, null, List.of(), List.of(), null, List.of(), false);
  }

  /** A list of dicts with these options. */
  public static Option list(String name, Option... options) {
    return list(name, Type.DICT).holding(options);
  }

  public Option must() {
    return with(draft -> draft.required = true);
  }

  /** The same, but it need not be given. */
  public Option optional() {
    return with(draft -> draft.required = false);
  }

  public Option withDefault(Object value) {
    return with(draft -> draft.defaultValue = value);
  }

  public Option oneOf(String... values) {
    return with(draft -> draft.choices = List.of(values));
  }

  public Option alsoCalled(String... names) {
    return with(draft -> draft.aliases = List.of(names));
  }

  public Option orEnvironment(String variable) {
    return with(draft -> draft.environment = variable);
  }

  public Option hidden() {
    return with(draft -> draft.secret = true);
  }

  private Option holding(Option... held) {
    return with(draft -> draft.options = List.of(held));
  }

  private Option with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Option(
        name,
        type,
        elements,
        draft.required,
        draft.defaultValue,
        draft.choices,
        draft.aliases,
        draft.environment,
        draft.options,
        draft.secret);
  }

  /** What can be changed of an option. */
  private static final class Draft {
    private boolean required;
    private @Nullable Object defaultValue;
    private List<String> choices;
    private List<String> aliases;
    private @Nullable String environment;
    private List<Option> options;
    private boolean secret;

    Draft(Option option) {
      required = option.required;
      defaultValue = option.defaultValue;
      choices = option.choices;
      aliases = option.aliases;
      environment = option.environment;
      options = option.options;
      secret = option.secret;
    }
  }
}
