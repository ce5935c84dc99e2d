package dev.strimzidr.mirror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the mirror is behind, by partition. No I/O. What is unknown stays unknown. */
final class Lag {
  private static final int WORST = 10;

  /**
   * One partition.
   *
   * @param partition which
   * @param start the first offset that the source still has
   * @param end the offset after the last one of the source
   * @param copied the source offset of the last record that was copied; nothing when the mirror has
   *     stored none
   */
  record Partition(TopicPartition partition, long start, long end, OptionalLong copied) {

    /** Offsets not yet copied, transaction markers included; nothing when it cannot be known. */
    OptionalLong records() {
      if (copied.isPresent()) {
        return OptionalLong.of(Math.max(0, end - 1 - copied.getAsLong()));
      }
      // Without records there is nothing to copy, and so nothing was stored.
      return end == start ? OptionalLong.of(0) : OptionalLong.empty();
    }

    Map<String, @Nullable Object> document() {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("topic", partition.topic());
      document.put("partition", partition.partition());
      document.put("source_start", start);
      document.put("source_end", end);
      document.put("last_copied", copied.isPresent() ? copied.getAsLong() : null);
      document.put("lag_records", records().isPresent() ? records().getAsLong() : null);
      return document;
    }
  }

  private Lag() {}

  /** The totals, and the partitions that are furthest behind: unknown ones first. */
  static Map<String, @Nullable Object> of(List<Partition> partitions) {
    long known = 0;
    int unknown = 0;
    for (Partition partition : partitions) {
      if (partition.records().isPresent()) {
        known += partition.records().getAsLong();
      } else {
        unknown++;
      }
    }
    List<Partition> worst = new ArrayList<>(partitions);
    worst.sort(
        Comparator.comparingLong((Partition p) -> p.records().orElse(Long.MAX_VALUE)).reversed());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("partitions", partitions.size());
    document.put("lag_records", unknown == 0 ? known : null);
    document.put("unknown_partitions", unknown);
    document.put("worst", worst.stream().limit(WORST).map(Partition::document).toList());
    return document;
  }
}
