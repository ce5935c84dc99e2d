package dev.strimzidr.groups;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.SpanReader;
import dev.strimzidr.kafka.SpanReader.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the last records of partitions, of many at once. */
final class LastRecordsReader implements AutoCloseable {
  private static final int SPREAD = 4;
  private static final int HALF = 32;

  /** What one answer of a broker may have; it is held twice at most. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private final Consumer<byte[], byte[]> consumer;
  private final SpanReader reader;
  private final String where;

  /**
   * Connects nothing yet.
   *
   * @param isolation read_committed, or read_uncommitted where the mirror copies aborted records
   *     too
   */
  LastRecordsReader(KafkaCluster cluster, String isolation) {
    KafkaAccess access = cluster.access();
    this.where = "reading records at " + access.bootstrapServers();
    consumer =
        Consumers.open(
            access,
            cluster.timeout(),
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.MAX_VALUE),
            where);
    reader = new SpanReader(consumer, cluster.timeout(), where);
  }

  /**
   * What can be read of partitions: from the log start offset to the last stable offset, or with
   * read_uncommitted to the high watermark.
   */
  Map<TopicPartition, Span> readable(Collection<TopicPartition> partitions) {
    try {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Span> found = new HashMap<>();
      for (TopicPartition partition : partitions) {
        found.put(
            partition,
            new Span(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
      }
      return found;
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  /**
   * The last records of many partitions. Of each at least {@link Wanted#least} before the end, and
   * all from {@link Wanted#from} on; fewer only when there are no more, or when they would be more
   * than {@code most} offsets.
   */
  Map<TopicPartition, LastRecords> read(Map<TopicPartition, Wanted> wanted, int most) {
    Map<TopicPartition, LastRecords> tails = new HashMap<>();
    Map<TopicPartition, Wanted> left = new HashMap<>(wanted);
    for (long reach = 1; !left.isEmpty(); reach *= SPREAD) {
      Map<TopicPartition, LastRecordsBuilder> builders = new HashMap<>();
      for (Map.Entry<TopicPartition, Wanted> one : left.entrySet()) {
        builders.put(one.getKey(), one.getValue().builder(reach, most));
      }
      scan(builders);
      builders.forEach((partition, builder) -> {
        tails.put(partition, builder.build());
        // Markers and holes take offsets: fewer records than offsets may have been found.
        if (builder.isEnough(most)) {
          left.remove(partition);
        }
      });
    }
    return tails;
  }

  private void scan(Map<TopicPartition, LastRecordsBuilder> builders) {
    Map<TopicPartition, Span> spans = new HashMap<>();
    builders.forEach((partition, builder) -> spans.put(partition, builder.span()));
    try {
      reader.read(
          spans,
          (partition, record) ->
              builder(builders, partition)
                  .take(record.offset(), print(record.key(), record.value())));
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  private static LastRecordsBuilder builder(
      Map<TopicPartition, LastRecordsBuilder> builders, TopicPartition partition) {
    return Objects.requireNonNull(builders.get(partition));
  }

  /** Key and value are what a mirror leaves as it is, whatever the timestamp type of a topic. */
  private static long print(byte @Nullable [] key, byte @Nullable [] value) {
    return ((long) sum(new CRC32(), key, value) << HALF)
        | (sum(new CRC32C(), key, value) & 0xFFFFFFFFL);
  }

  private static int sum(Checksum checksum, byte @Nullable [] key, byte @Nullable [] value) {
    for (byte[] part : new byte @Nullable [][] {key, value}) {
      checksum.update(part == null ? 0 : 1); // a missing value is not an empty one
      if (part != null) {
        checksum.update(part.length);
        checksum.update(part, 0, part.length);
      }
    }
    return (int) checksum.getValue();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
