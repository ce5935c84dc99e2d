package dev.strimzidr.tail;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.ForkPoints;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The option {@code fork_points}, in the shape of {@link ForkPoints}. No I/O. */
final class ForkPointsOption {
  private static final String OPTION = "fork_points";
  private static final String COPIED = "copied";
  private static final String ENDS = "ends";

  private ForkPointsOption() {}

  /** The option of a module. */
  static Option option() {
    return Option.dict(
            OPTION,
            Option.string("from").must(),
            Option.string("to").must(),
            Option.string("at").must(),
            Option.dict("topics").must())
        .must();
  }

  /**
   * What the option holds.
   *
   * @throws ModuleFailure when it has another shape; it names each place
   */
  static ForkPoints read(Arguments arguments) {
    Arguments given = arguments.arguments(OPTION).orElseThrow();
    List<String> problems = new ArrayList<>();
    String at = given.string("at");
    try {
      Instant.parse(at);
    } catch (DateTimeException e) {
      problems.add(wrong("at", at, "a time in UTC such as 2026-01-31T12:00:00Z"));
    }
    Map<String, ForkPoints.Topic> topics = new TreeMap<>();
    given
        .map("topics")
        .forEach((topic, value) -> topics.put(topic, topic("topics." + topic, value, problems)));
    if (!problems.isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, String.join("; ", problems));
    }
    return new ForkPoints(given.string("from"), given.string("to"), at, topics);
  }

  /** The last copied offset; nothing when none was, or when the partition was not known then. */
  static OptionalLong copied(ForkPoints points, TopicPartition partition) {
    ForkPoints.Topic offsets = points.topics().get(partition.topic());
    if (offsets == null || partition.partition() >= offsets.copied().size()) {
      return OptionalLong.empty();
    }
    Long copied = offsets.copied().get(partition.partition());
    return copied == null ? OptionalLong.empty() : OptionalLong.of(copied);
  }

  /** The partitions of which something was copied. */
  static List<TopicPartition> copiedPartitions(ForkPoints points) {
    List<TopicPartition> partitions = new ArrayList<>();
    points
        .topics()
        .forEach((topic, offsets) -> {
          for (int partition = 0; partition < offsets.copied().size(); partition++) {
            if (offsets.copied().get(partition) != null) {
              partitions.add(new TopicPartition(topic, partition));
            }
          }
        });
    return partitions;
  }

  private static ForkPoints.Topic topic(
      String path, @Nullable Object value, List<String> problems) {
    if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(Set.of(COPIED, ENDS))) {
      problems.add(wrong(path, value, "a mapping with the two lists copied and ends"));
      return new ForkPoints.Topic(List.of(), List.of());
    }
    return new ForkPoints.Topic(
        list(path + "." + COPIED, map.get(COPIED), true, problems),
        list(path + "." + ENDS, map.get(ENDS), false, problems));
  }

  private static List<@Nullable Long> list(
      String path, @Nullable Object value, boolean holes, List<String> problems) {
    if (!(value instanceof List<?> list)) {
      problems.add(wrong(path, value, "a list of offsets, one for each partition"));
      return List.of();
    }
    List<@Nullable Long> offsets = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      if (item == null && holes) {
        offsets.add(null);
      } else if ((item instanceof Integer || item instanceof Long)
          && ((Number) item).longValue() >= 0) {
        offsets.add(((Number) item).longValue());
      } else {
        problems.add(
            wrong(
                "%s[%d]".formatted(path, i),
                item,
                holes ? "an offset from 0, or null" : "an offset from 0"));
      }
    }
    return offsets;
  }

  private static String wrong(String path, @Nullable Object given, String allowed) {
    String shown =
        switch (given) {
          case null -> "nothing";
          case Map<?, ?> map -> "a mapping with " + map.keySet();
          case List<?> list -> "a list";
          default -> "'" + given + "'";
        };
    return "option %s.%s: given is %s, allowed is %s".formatted(OPTION, path, shown, allowed);
  }
}
