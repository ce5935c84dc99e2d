package dev.strimzidr.clients;

import java.util.Map;

/** A properties file as Kafka's tools read it. */
final class PropertiesText {
  private PropertiesText() {}

  /**
   * The text: a comment, then one line a property; long values are broken where they have line
   * breaks.
   */
  static String of(String comment, Map<String, ?> properties) {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    properties.forEach((key, value) ->
        text.append(key).append('=').append(escaped(value.toString().strip())).append('\n'));
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n\\\n");
  }
}
