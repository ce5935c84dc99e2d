package dev.strimzidr.module;

import java.util.List;
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
    return new Option(
        name, type, elements, true, defaultValue, choices, aliases, environment, options, secret);
  }

  /** The same, but it need not be given. */
  public Option optional() {
    return new Option(
        name, type, elements, false, defaultValue, choices, aliases, environment, options, secret);
  }

  public Option withDefault(Object value) {
    return new Option(
        name, type, elements, required, value, choices, aliases, environment, options, secret);
  }

  public Option oneOf(String... values) {
    return new Option(
        name,
        type,
        elements,
        required,
        defaultValue,
        List.of(values),
        aliases,
        environment,
        options,
        secret);
  }

  public Option alsoCalled(String... names) {
    return new Option(
        name,
        type,
        elements,
        required,
        defaultValue,
        choices,
        List.of(names),
        environment,
        options,
        secret);
  }

  public Option orEnvironment(String variable) {
    return new Option(
        name, type, elements, required, defaultValue, choices, aliases, variable, options, secret);
  }

  public Option hidden() {
    return new Option(
        name, type, elements, required, defaultValue, choices, aliases, environment, options, true);
  }

  private Option holding(Option... held) {
    return new Option(
        name,
        type,
        elements,
        required,
        defaultValue,
        choices,
        aliases,
        environment,
        List.of(held),
        secret);
  }
}
