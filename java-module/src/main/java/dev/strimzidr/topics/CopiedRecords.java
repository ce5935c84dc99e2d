package dev.strimzidr.topics;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.kafka.Print;
import dev.strimzidr.kafka.SpanReader;
import dev.strimzidr.kafka.Topics;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares the last record of each partition that was copied with its copy, while the mirror may be
 * at work. Its copy is among the last records of the standby: not more than as many follow it as
 * the mirror has copied until after these were looked at.
 */
final class CopiedRecords {
  /** Enough to find a record before markers of transactions. */
  private static final int BACK = 32;

  /** More is not copied between two looks. */
  private static final long MOST_BEHIND = 1_000_000;

  private static final int FETCH_BYTES_PARTITION = 256 * 1024;
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  /** The transactions of a worker that lives end sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final KafkaCluster source;
  private final KafkaCluster standby;
  private final Print print = new Print();
  private final Supplier<Optional<Map<TopicPartition, Long>>> settled;

  /**
   * Reads nothing yet.
   *
   * @param settled what the mirror has stored, with all transactions that have begun; nothing where
   *     one of them stays open
   */
  CopiedRecords(
      KafkaCluster source,
      KafkaCluster standby,
      Supplier<Optional<Map<TopicPartition, Long>>> settled) {
    this.source = source;
    this.standby = standby;
    this.settled = settled;
  }

  /**
   * Compares.
   *
   * @param stored the source offset of the last record copied, of partitions that are at both sites
   */
  Map<TopicPartition, Verdict> compare(Map<TopicPartition, Long> stored) {
    Map<TopicPartition, Verdict> verdicts = new HashMap<>();
    if (stored.isEmpty()) {
      return verdicts;
    }
    Map<TopicPartition, Mark> wanted = wanted(stored, verdicts);
    Map<TopicPartition, LogBounds> there = visible(wanted.keySet(), verdicts);
    Optional<Map<TopicPartition, Long>> now = settled.get();
    Map<TopicPartition, Search> searches = new HashMap<>();
    there.forEach((partition, bounds) -> {
      Mark mark = wanted.get(partition);
      Long copied = now.map(offsets -> offsets.get(partition)).orElse(null);
      long most = copied == null || mark == null ? -1 : copied - mark.offset();
      if (most < 0 || most > MOST_BEHIND || mark == null) {
        verdicts.put(
            partition, new Verdict.Unread("how far the mirror is cannot be told closely enough"));
      } else {
        searches.put(
            partition, new Search(mark, most, bounds.logStartOffset(), bounds.lastStableOffset()));
      }
    });
    verdicts.putAll(search(searches));
    return verdicts;
  }

  /** The last records at the source up to those that are stored, where there are any. */
  private Map<TopicPartition, Mark> wanted(
      Map<TopicPartition, Long> stored, Map<TopicPartition, Verdict> verdicts) {
    Map<TopicPartition, LogBounds> bounds = bounds(source, stored.keySet());
    Map<TopicPartition, SpanReader.Span> spans = new HashMap<>();
    bounds.forEach((partition, log) -> {
      long last = stored.getOrDefault(partition, -1L);
      if (last < log.logStartOffset()) {
        verdicts.put(
            partition, new Verdict.Unknown("retention has taken its last record at the source"));
      } else if (last >= log.lastStableOffset()) {
        verdicts.put(partition, new Verdict.Unknown("a transaction is open at its last record"));
      } else {
        spans.put(
            partition, new SpanReader.Span(Math.max(log.logStartOffset(), last - BACK), last + 1));
      }
    });
    Map<TopicPartition, Mark> wanted = new HashMap<>();
    Map<TopicPartition, String> unread =
        read(source, spans, (partition, mark) -> wanted.put(partition, mark));
    unread.forEach((partition, why) -> {
      wanted.remove(partition);
      verdicts.put(partition, new Verdict.Unread(why));
    });
    spans.keySet().stream()
        .filter(partition -> !wanted.containsKey(partition))
        .forEach(partition ->
            verdicts.putIfAbsent(
                partition, new Verdict.Unknown("its last record is not at the source any more")));
    return wanted;
  }

  /**
   * The bounds at the standby, when all can be read that was written there: a transaction becomes
   * visible in one topic after the other, and that of the offsets may be the first.
   */
  private Map<TopicPartition, LogBounds> visible(
      Set<TopicPartition> partitions, Map<TopicPartition, Verdict> verdicts) {
    Map<TopicPartition, LogBounds> first = bounds(standby, partitions);
    Map<TopicPartition, LogBounds> now = new HashMap<>(first);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<TopicPartition> open = open(first, now);
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      Pause.take(LOOK_AGAIN);
      now.putAll(bounds(standby, open));
      open = open(first, now);
    }
    open.forEach(partition -> {
      now.remove(partition);
      verdicts.put(partition, new Verdict.Unread("a transaction stays open at the standby"));
    });
    return now;
  }

  private static Set<TopicPartition> open(
      Map<TopicPartition, LogBounds> first, Map<TopicPartition, LogBounds> now) {
    Set<TopicPartition> open = new HashSet<>();
    first.forEach((partition, then) -> {
      LogBounds bounds = now.getOrDefault(partition, then);
      if (bounds.lastStableOffset() < then.highWatermark()) {
        open.add(partition);
      }
    });
    return open;
  }

  private static Map<TopicPartition, LogBounds> bounds(
      KafkaCluster cluster, Collection<TopicPartition> partitions) {
    return cluster.ask("asking for offsets", admin -> LogBounds.of(admin, partitions));
  }

  private Map<TopicPartition, Verdict> search(Map<TopicPartition, Search> searches) {
    Map<TopicPartition, Verdict> verdicts = new HashMap<>();
    Map<TopicPartition, Search> left = new HashMap<>(searches);
    while (!left.isEmpty()) {
      Map<TopicPartition, SpanReader.Span> spans = new HashMap<>();
      left.forEach((partition, search) -> spans.put(partition, search.span()));
      Map<TopicPartition, String> unread =
          read(
              standby,
              spans,
              (partition, mark) -> {
                Search search = left.get(partition);
                if (search != null) {
                  search.take(mark);
                }
              });
      unread.forEach((partition, why) -> verdicts.put(partition, new Verdict.Unread(why)));
      left.forEach((partition, search) ->
          search.verdict().ifPresent(verdict -> verdicts.putIfAbsent(partition, verdict)));
      left.keySet().removeAll(verdicts.keySet());
    }
    forgiveCompaction(searches, verdicts);
    return verdicts;
  }

  private void forgiveCompaction(
      Map<TopicPartition, Search> searches, Map<TopicPartition, Verdict> verdicts) {
    Set<TopicPartition> maybe = new HashSet<>();
    searches.forEach((partition, search) -> {
      if (verdicts.get(partition) instanceof Verdict.Differs && search.mayBeCompacted()) {
        maybe.add(partition);
      }
    });
    Set<String> topics = maybe.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Set<String> compacted = new HashSet<>(compacted(source, topics));
    compacted.addAll(compacted(standby, topics));
    maybe.stream()
        .filter(partition -> compacted.contains(partition.topic()))
        .forEach(partition ->
            verdicts.put(
                partition,
                new Verdict.Unknown("compaction may have taken the copy of its last record")));
  }

  private static Set<String> compacted(KafkaCluster cluster, Set<String> topics) {
    return topics.isEmpty()
        ? Set.of()
        : cluster.ask("asking for settings of topics", admin -> Topics.compacted(admin, topics));
  }

  private interface Taker {
    void take(TopicPartition partition, Mark mark);
  }

  /** Why partitions were not read to the ends of their spans. */
  private Map<TopicPartition, String> read(
      KafkaCluster cluster, Map<TopicPartition, SpanReader.Span> spans, Taker taker) {
    Map<TopicPartition, String> unread = new HashMap<>();
    if (spans.isEmpty()) {
      return unread;
    }
    String what = "reading records at " + cluster.access().bootstrapServers();
    try (Consumer<byte[], byte[]> consumer =
        Consumers.open(
            cluster.access(),
            cluster.timeout(),
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.MAX_VALUE,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES_PARTITION,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES),
            what)) {
      SpanReader reader = new SpanReader(consumer, cluster.timeout(), what);
      try {
        reader.read(spans, (partition, record) -> taker.take(partition, Mark.of(record, print)));
      } catch (KafkaException e) {
        ModuleFailure failure = KafkaErrors.of(e, what);
        reader.unread().forEach(partition -> unread.put(partition, failure.message()));
      } catch (ModuleFailure failure) {
        reader.unread().forEach(partition -> unread.put(partition, failure.message()));
      }
    }
    return unread;
  }
}
