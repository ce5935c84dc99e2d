package dev.strimzidr.clients;

import java.util.List;
import java.util.Map;

/** A properties file as Kafka's tools read it. */
final class PropertiesText {
  private PropertiesText() {}

  /**
   * The text: comments, then one line a property; long values are broken where they have line
   * breaks.
   */
  static String of(List<String> comments, Map<String, ?> properties) {
    StringBuilder text = new StringBuilder();
    comments.forEach(comment -> text.append("# ").append(comment).append('\n'));
    properties.forEach((key, value) ->
        text.append(key).append('=').append(escaped(value.toString().strip())).append('\n'));
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n\\\n");
  }
}
