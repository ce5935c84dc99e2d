package dev.strimzidr.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the mirror is behind, by partition. No I/O. What is unknown stays unknown. */
final class Lag {
  private static final int WORST = 10;
  private static final double MILLIS = 1000.0;

  /**
   * One partition.
   *
   * @param partition which
   * @param logStartOffset of the source
   * @param lastStableOffset of the source: what follows it belongs to open transactions
   * @param highWatermark of the source
   * @param copied the source offset of the last record that was copied; nothing when the mirror has
   *     stored none
   * @param oldest the oldest record that is not copied
   * @param doubt why what is stored is not believed
   */
  record Partition(
      TopicPartition partition,
      long logStartOffset,
      long lastStableOffset,
      long highWatermark,
      OptionalLong copied,
      Oldest oldest,
      Optional<String> doubt) {

    Partition with(Oldest found) {
      return new Partition(
          partition, logStartOffset, lastStableOffset, highWatermark, copied, found, doubt);
    }

    /** Where copying goes on, or would. */
    long next() {
      return copied.isPresent() ? Math.max(logStartOffset, copied.getAsLong() + 1) : logStartOffset;
    }

    /** Whether offsets alone say that there may be something to copy. */
    boolean behind() {
      return !recreated() && next() < lastStableOffset;
    }

    /**
     * Whether what the mirror has stored is of another log: the topic was deleted and made again.
     */
    boolean recreated() {
      return stranger().isPresent();
    }

    /** Why it is of another log; more was copied than there is, or something else is known. */
    private Optional<String> stranger() {
      return doubt.or(() ->
          copied.isPresent() && copied.getAsLong() >= highWatermark
              ? Optional.of(
                  "%s was made again, or cut: offset %d was copied, and the log ends at %d"
                      .formatted(partition, copied.getAsLong(), highWatermark))
              : Optional.empty());
    }

    /** Offsets that retention took before they were copied. */
    long lost() {
      return copied.isPresent() && !recreated()
          ? Math.max(0, logStartOffset - copied.getAsLong() - 1)
          : 0;
    }

    /**
     * Records not yet copied, at most: markers of transactions between them count. Nothing when it
     * cannot be known.
     */
    OptionalLong records() {
      if (recreated()) {
        return OptionalLong.empty();
      }
      if (copied.isEmpty()) {
        // Without records there is nothing to copy, and so nothing was stored.
        return lastStableOffset == logStartOffset || oldest instanceof Oldest.None
            ? OptionalLong.of(0)
            : OptionalLong.empty();
      }
      return OptionalLong.of(
          switch (oldest) {
            case Oldest.At at -> Math.max(0, lastStableOffset - at.offset());
            case Oldest.None none -> 0;
            case Oldest.Unknown unknown -> Math.max(0, lastStableOffset - next());
          });
    }

    /** Whether it has records, and the mirror has not begun with it. */
    boolean awaited() {
      return copied.isEmpty() && records().isEmpty() && !recreated();
    }

    /** The age of the oldest record that is not copied; nothing when it cannot be known. */
    @Nullable Double seconds(Instant now) {
      OptionalLong records = records();
      if (records.isPresent() && records.getAsLong() == 0) {
        return 0.0;
      }
      return oldest instanceof Oldest.At at
          ? Math.max(0, now.toEpochMilli() - at.timestamp()) / MILLIS
          : null;
    }

    /** Why it is not drained; nothing when its last record is copied and no transaction is open. */
    Optional<String> undrained() {
      OptionalLong records = records();
      if (recreated()) {
        return stranger();
      }
      if (records.isEmpty()) {
        return Optional.of(partition + " has records of which none was copied yet");
      }
      if (records.getAsLong() > 0) {
        return Optional.of("%s lags by %d records".formatted(partition, records.getAsLong()));
      }
      return highWatermark > lastStableOffset
          ? Optional.of(partition + " has an open transaction")
          : Optional.empty();
    }

    Map<String, @Nullable Object> document(Instant now) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("topic", partition.topic());
      document.put("partition", partition.partition());
      document.put("source_start", logStartOffset);
      document.put("source_end", lastStableOffset);
      document.put("open_transaction", highWatermark > lastStableOffset);
      document.put("last_copied", copied.isPresent() ? copied.getAsLong() : null);
      document.put("lag_records", records().isPresent() ? records().getAsLong() : null);
      document.put("lag_seconds", seconds(now));
      stranger().ifPresent(why -> document.put("doubt", why));
      return document;
    }
  }

  private Lag() {}

  /** The totals, and the partitions that are furthest behind: unknown ones first. */
  static Map<String, @Nullable Object> of(List<Partition> partitions, Instant now) {
    long known = 0;
    int unknown = 0;
    Double oldest = 0.0;
    for (Partition partition : partitions) {
      if (partition.records().isPresent()) {
        known += partition.records().getAsLong();
      } else {
        unknown++;
      }
      Double seconds = partition.seconds(now);
      oldest = oldest == null || seconds == null ? null : Math.max(oldest, seconds);
    }
    List<Partition> worst = new ArrayList<>(partitions);
    worst.sort(
        Comparator.comparingLong((Partition p) -> p.records().orElse(Long.MAX_VALUE)).reversed());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("partitions", partitions.size());
    document.put("lag_records", unknown == 0 ? known : null);
    document.put("lag_seconds", oldest);
    document.put("unknown_partitions", unknown);
    document.put("measured_at", now.toString());
    document.put("worst", worst.stream().limit(WORST).map(p -> p.document(now)).toList());
    document.put("lost_to_retention", documents(partitions, p -> p.lost() > 0, now));
    document.put("recreated", documents(partitions, Partition::recreated, now));
    return document;
  }

  /**
   * What keeps the mirror from being drained, in words; empty when it is.
   *
   * @param logEndOffsets of the source, with what nobody can read yet; for partitions that are left
   *     out only what can be read counts
   */
  static List<String> undrained(
      List<Partition> partitions, Map<TopicPartition, Long> logEndOffsets) {
    List<String> undrained = new ArrayList<>();
    for (Partition partition : partitions) {
      long unread =
          logEndOffsets.getOrDefault(partition.partition(), 0L) - partition.highWatermark();
      partition
          .undrained()
          .or(() ->
              unread > 0
                  ? Optional.of(
                      "%s has %d records that not every replica in sync has yet"
                          .formatted(partition.partition(), unread))
                  : Optional.empty())
          .ifPresent(undrained::add);
    }
    return undrained;
  }

  private static List<Map<String, @Nullable Object>> documents(
      List<Partition> partitions, Predicate<Partition> which, Instant now) {
    return partitions.stream()
        .filter(which)
        .map(partition -> {
          Map<String, @Nullable Object> document = partition.document(now);
          document.put("lost", partition.lost());
          return document;
        })
        .toList();
  }
}
