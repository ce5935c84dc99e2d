package dev.strimzidr.groups;

import dev.strimzidr.kafka.SpanReader.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of the end of a partition is to be read.
 *
 * @param readable all of the partition that can be read
 * @param from all records from this offset on
 * @param least and at least so many records
 */
record Wanted(Span readable, long from, int least) {
  /** Offsets of several partitions that are read at once: 16 MB at each site. */
  private static final long AT_ONCE = 1_000_000;

  private static final int FIRST_LOOK = 100;
  private static final int SPARE = 4;

  /**
   * Where that many records will be, if not too many offsets are holes.
   *
   * @param reach how many times as far back as at first
   * @param most how many offsets before the end are looked at
   */
  LastRecordsBuilder builder(long reach, int most) {
    return new LastRecordsBuilder(readable, begin(reach, most), least);
  }

  /** In parts that are not too large to be held. */
  static List<Map<TopicPartition, Wanted>> batches(Map<TopicPartition, Wanted> all, int most) {
    List<Map<TopicPartition, Wanted>> batches = new ArrayList<>();
    long offsets = AT_ONCE;
    for (Map.Entry<TopicPartition, Wanted> one : all.entrySet()) {
      if (offsets >= AT_ONCE) {
        batches.add(new HashMap<>());
        offsets = 0;
      }
      batches.getLast().put(one.getKey(), one.getValue());
      offsets += one.getValue().offsets(most);
    }
    return batches;
  }

  /** How many offsets that are at first. */
  long offsets(int most) {
    return readable.end() - begin(1, most);
  }

  private long begin(long reach, int most) {
    long back = reach * Math.max(FIRST_LOOK, (long) least + least / SPARE);
    long begin = Math.max(Math.min(from, readable.end() - back), readable.end() - most);
    return Math.max(readable.begin(), begin);
  }
}
