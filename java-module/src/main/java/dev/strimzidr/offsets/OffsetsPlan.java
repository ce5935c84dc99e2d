package dev.strimzidr.offsets;

import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.record.ForkPoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What has to be stored so that a mirror begins at fork points. No I/O.
 *
 * @param changes what is stored now and has to be stored, where that differs
 * @param wanted what has to be stored, for every partition that fork points name; null for nothing
 * @param kept partitions that fork points do not name, of which what is stored stays
 * @param fromBeginning partitions of the source that nothing is stored of then, and that the fork
 *     points do not name
 * @param lost how many records of a partition retention has taken before they were copied
 * @param problems why it cannot be done; empty when it can
 */
record OffsetsPlan(
    List<Change> changes,
    Map<TopicPartition, @Nullable Long> wanted,
    int kept,
    List<TopicPartition> fromBeginning,
    Map<TopicPartition, Long> lost,
    List<String> problems) {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /**
   * One change.
   *
   * @param before the offset that is stored; null for none
   * @param after the offset that has to be stored; null for none
   */
  record Change(TopicPartition partition, @Nullable Long before, @Nullable Long after) {

    Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("topic", partition.topic());
      document.put("partition", partition.partition());
      document.put("before", before);
      document.put("after", after);
      return document;
    }
  }

  /**
   * Plans.
   *
   * @param source the site that the mirror copies from
   * @param done whether these fork points were set before: the mirror may have gone on since, and
   *     is not set back
   * @param log the partitions of the source that are mirrored or named
   * @param stored what is stored for the mirror now
   */
  static OffsetsPlan of(
      ForkPoints forks,
      String source,
      boolean done,
      Map<TopicPartition, LogBounds> log,
      Map<TopicPartition, Long> stored) {
    Map<TopicPartition, Long> starts = new TreeMap<>(ORDER);
    starts.putAll(forks.starts(source));
    List<Change> changes = new ArrayList<>();
    Map<TopicPartition, @Nullable Long> wanted = new TreeMap<>(ORDER);
    Map<TopicPartition, Long> lost = new TreeMap<>(ORDER);
    List<String> problems = new ArrayList<>();
    starts.forEach((partition, start) -> {
      Long before = stored.get(partition);
      // What is stored is the last offset that was copied; the beginning has none before it.
      long next = done && before != null ? Math.max(start, before + 1) : start;
      Long after = next == 0 ? null : (Long) (next - 1);
      wanted.put(partition, after);
      if (!Objects.equals(before, after)) {
        changes.add(new Change(partition, before, after));
      }
      LogBounds bounds = log.get(partition);
      if (bounds == null) {
        problems.add("partition %s is not at %s".formatted(partition, source));
      } else if (next > bounds.highWatermark()) {
        problems.add(
            "%s would begin at %d, but its log at %s ends at %d: it is another log"
                .formatted(partition, next, source, bounds.highWatermark()));
      } else if (bounds.logStartOffset() > next && (next > 0 || forks.reverse(source))) {
        lost.put(partition, bounds.logStartOffset() - next);
      }
    });
    // Going on the same way, what is stored of others was stored on this way. The other way it is
    // from an earlier time, when this was the way too.
    boolean foreign = forks.reverse(source) && !done;
    int kept = 0;
    for (TopicPartition partition : stored.keySet().stream().sorted(ORDER).toList()) {
      if (!starts.containsKey(partition)) {
        if (foreign) {
          changes.add(new Change(partition, stored.get(partition), null));
          wanted.put(partition, null);
        } else {
          kept++;
        }
      }
    }
    List<TopicPartition> fromBeginning =
        log.keySet().stream()
            .filter(partition -> !starts.containsKey(partition))
            .filter(partition -> foreign || !stored.containsKey(partition))
            .sorted(ORDER)
            .toList();
    return new OffsetsPlan(changes, wanted, kept, fromBeginning, lost, problems);
  }

  /** What has to be stored so that nothing is stored of these topics; all else stays. */
  static OffsetsPlan forgetting(Set<String> topics, Map<TopicPartition, Long> stored) {
    List<Change> changes = new ArrayList<>();
    Map<TopicPartition, @Nullable Long> wanted = new TreeMap<>(ORDER);
    stored.keySet().stream()
        .sorted(ORDER)
        .filter(partition -> topics.contains(partition.topic()))
        .forEach(partition -> {
          changes.add(new Change(partition, stored.get(partition), null));
          wanted.put(partition, null);
        });
    return new OffsetsPlan(
        changes,
        wanted,
        stored.size() - changes.size(),
        List.of(),
        new TreeMap<>(ORDER),
        List.of());
  }

  /** What of the plan is not stored yet. */
  List<Change> missing(Map<TopicPartition, Long> stored) {
    List<Change> missing = new ArrayList<>();
    wanted.forEach((partition, after) -> {
      Long before = stored.get(partition);
      if (!Objects.equals(before, after)) {
        missing.add(new Change(partition, before, after));
      }
    });
    return missing;
  }
}
