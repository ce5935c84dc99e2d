package dev.strimzidr.offsets;

import dev.strimzidr.record.ForkPoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the module returns of offsets. No I/O. */
final class OffsetsDocument {
  private static final int MOST = 100;

  private OffsetsDocument() {}

  /**
   * The last copied offset of each partition, in the form of {@code copied} of fork points: by
   * topic a list up to the last partition of which something is stored, null for nothing.
   */
  static Map<String, List<@Nullable Long>> stored(Map<TopicPartition, Long> stored) {
    Map<String, List<@Nullable Long>> topics = new TreeMap<>();
    stored.forEach((partition, offset) -> {
      List<@Nullable Long> offsets =
          topics.computeIfAbsent(partition.topic(), topic -> new ArrayList<>());
      while (offsets.size() <= partition.partition()) {
        offsets.add(null);
      }
      offsets.set(partition.partition(), offset);
    });
    return topics;
  }

  static Map<String, @Nullable Object> of(OffsetsPlan plan, ForkPoints forks) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("partitions", forks.partitions().size());
    document.put("changed_partitions", plan.changes().size());
    document.put(
        "changes", plan.changes().stream().limit(MOST).map(OffsetsPlan.Change::document).toList());
    document.put("kept_partitions", plan.kept());
    document.put("from_beginning_partitions", plan.fromBeginning().size());
    document.put(
        "from_beginning",
        plan.fromBeginning().stream().limit(MOST).map(TopicPartition::toString).toList());
    document.put("lost_offsets", plan.lost().values().stream().mapToLong(Long::longValue).sum());
    document.put(
        "lost",
        plan.lost().entrySet().stream()
            .limit(MOST)
            .map(lost ->
                Map.of(
                    "topic", lost.getKey().topic(),
                    "partition", lost.getKey().partition(),
                    "offsets", lost.getValue()))
            .toList());
    return document;
  }

  /** For a message: the first partitions and how many offsets each. */
  static String lostInWords(OffsetsPlan plan) {
    String first =
        plan.lost().entrySet().stream()
            .limit(3)
            .map(lost -> "%d offsets of %s".formatted(lost.getValue(), lost.getKey()))
            .collect(Collectors.joining(", "));
    int more = plan.lost().size() - 3;
    return more > 0 ? "%s and some of %d more partitions".formatted(first, more) : first;
  }
}
