package dev.strimzidr.lab.image.operator.resource;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of a {@code config} section: defaults below, and without those that are not the
 * user's to set.
 */
public final class Options {
  private final List<String> forbiddenPrefixes;
  private final List<String> exceptions;
  private final Map<String, String> defaults;

  private Options(
      List<String> forbiddenPrefixes, List<String> exceptions, Map<String, String> defaults) {
    this.forbiddenPrefixes = forbiddenPrefixes;
    this.exceptions = exceptions;
    this.defaults = defaults;
  }

  /**
   * Prefixes and exceptions are given as Strimzi's API gives them: one text, separated by commas.
   */
  public static Options withoutPrefixes(
      String prefixes, List<String> exceptions, Map<String, String> defaults) {
    return new Options(split(prefixes), exceptions, defaults);
  }

  /** Nothing is forbidden, nothing is set by itself. */
  public static Options all() {
    return new Options(List.of(), List.of(), Map.of());
  }

  public static List<String> split(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
  }

  /**
   * The options that count, as text.
   *
   * @throws Refusal when a value is neither text nor number nor boolean
   */
  public Map<String, String> of(Map<String, Object> given) {
    Map<String, String> options = new LinkedHashMap<>(defaults);
    given.forEach((key, value) -> options.put(key, text(key, value)));
    options.keySet().removeIf(this::forbidden);
    return options;
  }

  /** One option a line, as a properties file has them. */
  public static String render(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> key(option.getKey()) + "=" + value(option.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private boolean forbidden(String key) {
    String lower = key.toLowerCase(Locale.ENGLISH);
    return forbiddenPrefixes.stream().anyMatch(lower::startsWith) && !exceptions.contains(key);
  }

  private static String text(String key, Object value) {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case null, default ->
          throw new Refusal(
              "InvalidConfigParameterException",
              "Option " + key + " has a value that is neither text nor number nor boolean");
    };
  }

  private static String key(String key) {
    return key.replace("\\", "\\\\").replaceAll("([=: \t\f])", "\\\\$1").replace("\n", "\\n");
  }

  private static String value(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
    boolean startsBlank = !escaped.isEmpty() && " \t\f".indexOf(escaped.charAt(0)) >= 0;
    return startsBlank ? "\\" + escaped : escaped;
  }
}
