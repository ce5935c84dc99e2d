package dev.strimzidr.offsets;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the logs of both sites part, as the record keeps it.
 *
 * @param from the site that was copied from
 * @param to the site that was copied to, and became active
 * @param at when; with {@code from} and {@code to} it says which fork this is
 * @param partitions every partition that was mirrored
 */
public record ForkPoints(String from, String to, Instant at, Map<TopicPartition, Fork> partitions) {

  /**
   * Of one partition.
   *
   * @param copied the offset at {@code from} of the last record that was copied; nothing for none
   * @param end the end of the log at {@code to} before its first record that was not copied
   */
  public record Fork(OptionalLong copied, long end) {}

  private static final String OPTION = "fork_points";
  private static final String FORM =
      "a mapping {copied: [offset or null, ...], ends: [offset, ...]}, one for each partition";

  /** The option {@code fork_points} of a module. */
  public static Option option() {
    return Option.dict(
        OPTION,
        Option.string("from").must(),
        Option.string("to").must(),
        Option.string("at").must(),
        Option.dict("topics").must());
  }

  /**
   * Reads the option.
   *
   * @throws ModuleFailure naming the path of what is wrong
   */
  public static ForkPoints of(Arguments given) {
    Map<TopicPartition, Fork> partitions = new HashMap<>();
    given.map("topics").forEach((topic, forks) -> read(topic, forks, partitions));
    return new ForkPoints(
        given.string("from"), given.string("to"), instant(given.string("at")), partitions);
  }

  /**
   * The offset that a mirror reads first, at its source; 0 for the beginning.
   *
   * @param source the site that the mirror copies from: {@code to} for a mirror that goes the other
   *     way, which begins with what was not copied; {@code from} for one that goes on
   */
  Map<TopicPartition, Long> starts(String source) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    partitions.forEach((partition, fork) ->
        starts.put(
            partition,
            reverse(source)
                ? fork.end()
                : fork.copied().isPresent() ? fork.copied().getAsLong() + 1 : 0));
    return starts;
  }

  /** Whether a mirror from this site goes the other way. */
  boolean reverse(String source) {
    return source.equals(to);
  }

  /**
   * The sites have to be the two that the mirror is between.
   *
   * @throws ModuleFailure when they are not
   */
  void require(String source, String target) {
    boolean theseTwo =
        (from.equals(source) && to.equals(target)) || (from.equals(target) && to.equals(source));
    if (!theseTwo) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option %s: given are from '%s' and to '%s', allowed are %s and %s, between which the mirror copies"
              .formatted(OPTION, from, to, source, target));
    }
  }

  private static void read(
      String topic, @Nullable Object forks, Map<TopicPartition, Fork> partitions) {
    String path = "topics." + topic;
    if (!(forks instanceof Map<?, ?> lists) || !lists.keySet().equals(Set.of("copied", "ends"))) {
      throw wrong(path, forks, FORM);
    }
    List<@Nullable Object> copied = list(path + ".copied", lists.get("copied"));
    List<@Nullable Object> ends = list(path + ".ends", lists.get("ends"));
    if (copied.size() != ends.size() || ends.isEmpty()) {
      throw wrong(
          path,
          "%d of copied, %d of ends".formatted(copied.size(), ends.size()),
          "as many of both, and at least one");
    }
    for (int partition = 0; partition < ends.size(); partition++) {
      String index = "[" + partition + "]";
      Object last = copied.get(partition);
      partitions.put(
          new TopicPartition(topic, partition),
          new Fork(
              last == null
                  ? OptionalLong.empty()
                  : OptionalLong.of(
                      offset(path + ".copied" + index, last, "null or an offset from 0")),
              offset(path + ".ends" + index, ends.get(partition), "an offset from 0")));
    }
  }

  private static List<@Nullable Object> list(String path, @Nullable Object given) {
    if (given instanceof List<?> list) {
      return new ArrayList<@Nullable Object>(list);
    }
    throw wrong(path, given, "a list, with one offset for each partition");
  }

  /** A number, also where it comes as text. */
  private static long offset(String path, @Nullable Object given, String allowed) {
    String text =
        given instanceof Long || given instanceof Integer || given instanceof String
            ? Objects.toString(given)
            : "";
    if (!text.matches("\\d{1,18}")) {
      throw wrong(path, given, allowed);
    }
    return Long.parseLong(text);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong("at", text, "a time such as 2026-01-31T03:00:00Z");
    }
  }

  private static ModuleFailure wrong(String path, @Nullable Object given, String allowed) {
    return new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option %s.%s: given is %s, allowed is %s".formatted(OPTION, path, given, allowed));
  }
}
