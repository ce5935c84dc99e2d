package dev.strimzidr.record;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The option {@code fork_points} of a module, in the shape of {@link ForkPoints}. */
public final class ForkPointsOption {
  private static final String OPTION = "fork_points";
  private static final String COPIED = "copied";
  private static final String ENDS = "ends";
  private static final String ID = "id";

  private final List<String> problems = new ArrayList<>();

  private ForkPointsOption() {}

  /** The option. */
  public static Option option() {
    return Option.dict(
        OPTION,
        Option.string("from").must(),
        Option.string("to").must(),
        Option.string("at").must(),
        Option.dict("topics").must());
  }

  /**
   * What the option holds.
   *
   * @throws ModuleFailure when it has another shape; it names each place
   */
  public static ForkPoints read(Arguments given) {
    ForkPointsOption reader = new ForkPointsOption();
    String at = reader.time(given.string("at"));
    Map<String, ForkPoints.Topic> topics = new TreeMap<>();
    given
        .map("topics")
        .forEach((topic, value) -> topics.put(topic, reader.topic("topics." + topic, value)));
    if (!reader.problems.isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, String.join("; ", reader.problems));
    }
    return new ForkPoints(given.string("from"), given.string("to"), at, topics);
  }

  private String time(String text) {
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeException e) {
      wrong("at", text, "a time in UTC such as 2026-01-31T12:00:00Z");
      return text;
    }
  }

  private ForkPoints.Topic topic(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)
        || !map.keySet().containsAll(Set.of(COPIED, ENDS))
        || !Set.of(COPIED, ENDS, ID).containsAll(map.keySet())) {
      wrong(path, value, "a mapping with the two lists copied and ends, and maybe id");
      return new ForkPoints.Topic(List.of(), List.of());
    }
    List<@Nullable Long> copied = list(path + "." + COPIED, map.get(COPIED), true);
    List<@Nullable Long> ends = list(path + "." + ENDS, map.get(ENDS), false);
    if (copied.size() != ends.size() || ends.isEmpty()) {
      wrong(
          path,
          "%d of copied, %d of ends".formatted(copied.size(), ends.size()),
          "as many of both, one for each partition");
    }
    Object id = map.get(ID);
    if (id != null && !(id instanceof String)) {
      wrong(path + "." + ID, id, "the ID of the topic, a text");
    }
    return new ForkPoints.Topic(
        copied,
        ends.stream().filter(Objects::nonNull).toList(),
        id instanceof String text ? text : null);
  }

  private List<@Nullable Long> list(String path, @Nullable Object value, boolean holes) {
    if (!(value instanceof List<?> list)) {
      wrong(path, value, "a list of offsets, one for each partition");
      return List.of();
    }
    List<@Nullable Long> offsets = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      // A template may have made text of a number.
      String text =
          item instanceof Integer || item instanceof Long || item instanceof String
              ? item.toString()
              : "";
      if (text.matches("\\d{1,18}")) {
        offsets.add(Long.parseLong(text));
      } else {
        offsets.add(null);
        if (item != null || !holes) {
          String allowed = holes ? "an offset from 0, or null" : "an offset from 0";
          wrong("%s[%d]".formatted(path, i), item, allowed);
        }
      }
    }
    return offsets;
  }

  private void wrong(String path, @Nullable Object given, String allowed) {
    String shown =
        switch (given) {
          case null -> "nothing";
          case Map<?, ?> map -> "a mapping with " + map.keySet();
          case List<?> list -> "a list";
          default -> "'" + given + "'";
        };
    problems.add(
        "option %s.%s: given is %s, allowed is %s".formatted(OPTION, path, shown, allowed));
  }
}
