package dev.strimzidr.audit;

import dev.strimzidr.kafka.Print;
import dev.strimzidr.kafka.Prints;
import dev.strimzidr.kafka.SpanReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads fingerprints at one site, from one thread. */
final class SiteReader implements AutoCloseable {
  private final RecordReader reader;
  private final Print print = new Print();
  private final Function<Comparison, Side> side;

  /**
   * Partitions as they were read.
   *
   * @param sequences the prints of those that were read to the end
   * @param failed why the others were not
   */
  record Sequences(
      Map<TopicPartition, PrintSequence> sequences, Map<TopicPartition, String> failed) {

    PrintSequence of(Comparison comparison) {
      return Objects.requireNonNull(sequences.get(comparison.partition()));
    }

    /** It was read to the end. */
    boolean has(Comparison comparison) {
      return !failed.containsKey(comparison.partition());
    }

    /** How many records were read; none where it could not be read. */
    long count(Comparison comparison) {
      return has(comparison) ? of(comparison).count() : 0;
    }

    /** How many of them are copied in any case. */
    long settled(Comparison comparison) {
      return has(comparison) ? of(comparison).settled() : 0;
    }
  }

  /**
   * The latest records of a compacted partition.
   *
   * @param table of its keys
   * @param complete false where there are more keys than it holds
   * @param failed why it could not be read
   */
  record Keys(LatestByKey table, boolean complete, Optional<String> failed) {}

  /**
   * Reads nothing yet.
   *
   * @param side which side of a comparison this site is
   */
  SiteReader(RecordReader reader, Function<Comparison, Side> side) {
    this.reader = reader;
    this.side = side;
  }

  /**
   * Reads partitions side by side.
   *
   * @param keepBehind the offset of each behind which all prints are kept
   */
  Sequences sequences(Collection<Comparison> batch, Function<Comparison, Long> keepBehind) {
    Map<TopicPartition, Comparison> comparisons = new HashMap<>();
    Map<TopicPartition, SpanReader.Span> spans = new HashMap<>();
    batch.forEach(comparison -> {
      comparisons.put(comparison.partition(), comparison);
      spans.put(comparison.partition(), side.apply(comparison).span());
    });
    Map<TopicPartition, PrintSequence> sequences = new HashMap<>();
    Set<TopicPartition> cut = new HashSet<>();
    Map<TopicPartition, String> failed =
        reader.read(
            spans,
            partition -> {
              Comparison comparison = Objects.requireNonNull(comparisons.get(partition));
              PrintSequence sequence =
                  new PrintSequence(keepBehind.apply(comparison), side.apply(comparison).end());
              sequences.put(partition, sequence);
              return record -> {
                if (record.offset() < side.apply(comparison).begin()
                    || !sequence.take(record.offset(), print.of(record, comparison.timestamps()))) {
                  cut.add(partition);
                }
              };
            });
    cut.forEach(partition -> failed.putIfAbsent(partition, "its log was cut while it was read"));
    failed.keySet().forEach(sequences::remove);
    return new Sequences(sequences, failed);
  }

  /** Reads the prints of a part of a partition again; of what cannot be read, none. */
  LogPrints.Reread again(Comparison comparison) {
    return (begin, end) -> {
      Prints list = new Prints();
      reader.read(
          Map.of(comparison.partition(), new SpanReader.Span(begin, end)),
          partition -> {
            list.clear();
            return record -> list.add(record.offset(), print.of(record, comparison.timestamps()));
          });
      return list;
    };
  }

  /** The record at an offset; nothing when it is not there any more. */
  Optional<ConsumerRecord<byte[], byte[]>> record(Comparison comparison, long offset) {
    Map<Long, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    reader.read(
        Map.of(comparison.partition(), new SpanReader.Span(offset, offset + 1)),
        partition -> record -> found.put(record.offset(), record));
    return Optional.ofNullable(found.get(offset));
  }

  /**
   * Reads the latest records of a compacted partition. Records without a key are passed over:
   * compaction takes them at will.
   *
   * @param wanted by the prints of keys, which of them are kept
   * @param most how many keys at most
   */
  Keys keys(Comparison comparison, SpanReader.Span span, LongPredicate wanted, int most) {
    LatestByKey[] table = {new LatestByKey(most)};
    boolean[] complete = {true};
    Map<TopicPartition, String> failed =
        reader.read(
            Map.of(comparison.partition(), span),
            partition -> {
              table[0] = new LatestByKey(most);
              return record -> {
                if (record.key() == null) {
                  return;
                }
                long key = print.of(record.key());
                if (complete[0]
                    && wanted.test(key)
                    && !table[0].take(
                        key,
                        print.of(record, comparison.timestamps()),
                        record.offset(),
                        record.value() == null)) {
                  complete[0] = false;
                }
              };
            });
    return new Keys(table[0], complete[0], Optional.ofNullable(failed.get(comparison.partition())));
  }

  /** The log start offset as it is now. */
  long logStartOffset(Comparison comparison) {
    return reader.logStartOffset(comparison.partition());
  }

  /** The last stable offset as it is now. */
  long lastStableOffset(Comparison comparison) {
    return reader.lastStableOffset(comparison.partition());
  }

  @Override
  public void close() {
    reader.close();
  }
}
