package dev.strimzidr.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what, and what cannot be compared at all. No I/O.
 *
 * @param comparisons by topic and number of the partition
 * @param findings what stands against a copy before any record is read
 */
record AuditPlan(List<Comparison> comparisons, List<Finding> findings) {
  /** The prints of so many records are held of one partition: 8 MB. */
  private static final long MOST_BETWEEN = 1_000_000;

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /**
   * Plans.
   *
   * @param source the name of the source
   * @param standby the name of the standby
   */
  static AuditPlan of(Snapshot snapshot, Limits limits, String source, String standby) {
    Planner planner = new Planner(snapshot, limits, source, standby);
    planner.plan();
    return new AuditPlan(planner.comparisons, planner.findings);
  }

  private static final class Planner {
    private final Snapshot snapshot;
    private final Limits limits;
    private final String source;
    private final String standby;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Planner(Snapshot snapshot, Limits limits, String source, String standby) {
      this.snapshot = snapshot;
      this.limits = limits;
      this.source = source;
      this.standby = standby;
    }

    void plan() {
      Set<String> atSource = snapshot.source().topics().keySet();
      Set<String> atStandby = snapshot.standby().topics().keySet();
      union(atSource, atStandby)
          .forEach(topic -> {
            if (!atStandby.contains(topic)) {
              missing(topic, "%s has the topic %s, and %s does not", source, standby);
            } else if (!atSource.contains(topic)) {
              missing(topic, "%s has the topic %s, and %s does not", standby, source);
            }
          });
      Set<TopicPartition> partitions = new TreeSet<>(ORDER);
      partitions.addAll(snapshot.source().partitions().keySet());
      partitions.addAll(snapshot.standby().partitions().keySet());
      partitions.removeIf(partition ->
          !atSource.contains(partition.topic()) || !atStandby.contains(partition.topic()));
      partitions.forEach(this::plan);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
      Set<String> all = new TreeSet<>(one);
      all.addAll(other);
      return all;
    }

    private void missing(String topic, String text, String has, String lacks) {
      findings.add(
          new Finding(Finding.Kind.MISSING_TOPIC, topic, null, text.formatted(has, topic, lacks)));
    }

    private void plan(TopicPartition partition) {
      PartitionLog here = snapshot.source().partitions().get(partition);
      PartitionLog there = snapshot.standby().partitions().get(partition);
      if (here == null || there == null) {
        find(
            Finding.Kind.MISSING_PARTITION,
            partition,
            "is at %s only".formatted(here == null ? standby : source));
        return;
      }
      PartitionLog.Bounded atSource = bounded(partition, source, here);
      PartitionLog.Bounded atStandby = bounded(partition, standby, there);
      if (atSource != null && atStandby != null) {
        compare(partition, atSource, atStandby);
      }
    }

    /** The log where it can be compared; else that is a finding. */
    private PartitionLog.@Nullable Bounded bounded(
        TopicPartition partition, String site, PartitionLog log) {
      return switch (log) {
        case PartitionLog.Bounded bounded -> bounded;
        case PartitionLog.Unusable unusable -> {
          find(
              unusable.kind(),
              partition,
              "cannot be compared at %s: %s".formatted(site, unusable.why()));
          yield null;
        }
      };
    }

    private void compare(
        TopicPartition partition, PartitionLog.Bounded here, PartitionLog.Bounded there) {
      long low = of(snapshot.low(), partition);
      long stored = of(snapshot.high(), partition);
      long lastStableOffset = here.bounds().lastStableOffset();
      if (stored >= here.bounds().highWatermark()) {
        find(
            Finding.Kind.RECREATED,
            partition,
            "is copied up to offset %d, and ends at %d at %s: the topic was made again, or its log was cut"
                .formatted(stored, here.bounds().highWatermark(), source));
        return;
      }
      long high = snapshot.uncounted().isPresent() && stored >= 0 ? lastStableOffset - 1 : stored;
      if (low > high) {
        find(
            Finding.Kind.UNSETTLED,
            partition,
            "was copied up to offset %d, and a moment later up to %d only: somebody sets the offsets of the mirror"
                .formatted(low, stored));
        return;
      }
      if (high - Math.max(low, here.bounds().logStartOffset() - 1) > MOST_BETWEEN && low < high) {
        find(
            Finding.Kind.UNSETTLED,
            partition,
            "may be copied up to any offset from %d to %d%s; run the audit again when the mirror has caught up"
                .formatted(
                    low, high, snapshot.uncounted().map(why -> ", since " + why).orElse("")));
        return;
      }
      comparisons.add(comparison(partition, here, there, low, high));
    }

    private Comparison comparison(
        TopicPartition partition,
        PartitionLog.Bounded here,
        PartitionLog.Bounded there,
        long low,
        long high) {
      boolean byKey = topics(partition, SiteLog.Topic::compacted);
      long logStartOffset = here.bounds().logStartOffset();
      long lastStableOffset = here.bounds().lastStableOffset();
      long begin = high < 0 ? logStartOffset : limits.beginAtSource(here, low);
      long end = high < 0 ? lastStableOffset : (byKey ? low : high) + 1;
      return new Comparison(
          partition,
          byKey ? Comparison.Manner.BY_KEY : Comparison.Manner.IN_ORDER,
          !topics(partition, SiteLog.Topic::appendTime),
          new Side(logStartOffset, begin, Math.max(begin, end)),
          new Side(
              there.bounds().logStartOffset(),
              limits.beginAtStandby(there),
              there.bounds().lastStableOffset()),
          low,
          high,
          limits.last(),
          Math.max(0, lastStableOffset - Math.max(high + 1, logStartOffset)));
    }

    private boolean topics(
        TopicPartition partition, java.util.function.Predicate<SiteLog.Topic> is) {
      SiteLog.Topic here = snapshot.source().topics().get(partition.topic());
      SiteLog.Topic there = snapshot.standby().topics().get(partition.topic());
      return (here != null && is.test(here)) || (there != null && is.test(there));
    }

    private void find(Finding.Kind kind, TopicPartition partition, String text) {
      findings.add(Finding.of(kind, partition, text));
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
      return offsets.getOrDefault(partition, -1L);
    }
  }
}
