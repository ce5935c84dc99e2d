package dev.strimzidr.lab.image.operator.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an annotation such as {@code [0, 3, 10-15, 9-7]}; one that cannot be read counts as none.
 */
final class NodeIdRange {
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:\\s*-\\s*(\\d+))?");

  private NodeIdRange() {}

  static List<Integer> parse(Optional<String> annotation) {
    String text = annotation.map(String::strip).orElse("");
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return List.of();
    }
    List<Integer> ids = new ArrayList<>();
    for (String part : text.substring(1, text.length() - 1).split(",", -1)) {
      Matcher matcher = RANGE.matcher(part.strip());
      if (!matcher.matches()) {
        return List.of();
      }
      int from = Integer.parseInt(matcher.group(1));
      int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      for (int id = from; from <= to ? id <= to : id >= to; id += from <= to ? 1 : -1) {
        ids.add(id);
      }
    }
    return ids;
  }
}
