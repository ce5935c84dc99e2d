package dev.strimzidr.groups;

import dev.strimzidr.kafka.Consumers;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the last records of partitions. */
final class TailReader implements AutoCloseable {
  private static final int FIRST_LOOK = 100;
  private static final int SPREAD = 4;
  private static final int HALF = 32;

  private final Consumer<byte[], byte[]> consumer;
  private final Duration timeout;
  private final String where;

  /**
   * Connects nothing yet.
   *
   * @param isolation read_committed, or read_uncommitted where the mirror copies aborted records
   *     too
   */
  TailReader(KafkaCluster cluster, String isolation) {
    KafkaAccess access = cluster.access();
    this.timeout = cluster.timeout();
    this.where = "reading records at " + access.bootstrapServers();
    consumer =
        Consumers.open(
            access,
            timeout,
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Integer.MAX_VALUE),
            where);
  }

  /** The bounds of the partitions. */
  Map<TopicPartition, PartitionEnds> ends(List<TopicPartition> partitions) {
    try {
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, PartitionEnds> found = new HashMap<>();
      for (TopicPartition partition : partitions) {
        found.put(
            partition,
            new PartitionEnds(
                starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
      }
      return found;
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
  }

  /**
   * At least {@code least} records before the end, and all from {@code from} on; fewer only when
   * there are no more, or when they would be more than {@code most}.
   */
  Tail read(TopicPartition partition, PartitionEnds ends, long from, int least, int most) {
    long back = Math.max(FIRST_LOOK, (long) least + least / SPREAD);
    while (true) {
      long start = Math.max(ends.start(), Math.min(from, ends.end() - back));
      Tail tail = scan(partition, start, ends, most);
      // Markers and holes take offsets: fewer records than offsets may have been found.
      if (tail.whole() || tail.size() >= least || start < ends.end() - most) {
        return tail;
      }
      back *= SPREAD;
    }
  }

  private Tail scan(TopicPartition partition, long start, PartitionEnds ends, int most) {
    long begin = Math.max(start, ends.end() - most);
    long[] offsets = new long[FIRST_LOOK];
    long[] prints = new long[FIRST_LOOK];
    int size = 0;
    try {
      consumer.assign(List.of(partition));
      consumer.seek(partition, begin);
      long deadline = System.nanoTime() + timeout.toNanos();
      while (consumer.position(partition) < ends.end()) {
        if (System.nanoTime() > deadline) {
          throw new ModuleFailure(
              Reason.TIMEOUT,
              "%s: %s was not read to its end within %d s"
                  .formatted(where, partition, timeout.toSeconds()));
        }
        for (ConsumerRecord<byte[], byte[]> record :
            consumer.poll(Duration.ofMillis(100)).records(partition)) {
          if (record.offset() >= ends.end()) {
            break;
          }
          if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            prints = Arrays.copyOf(prints, size * 2);
          }
          offsets[size] = record.offset();
          prints[size] = print(record.key(), record.value());
          size++;
        }
      }
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, where);
    }
    return new Tail(
        Arrays.copyOf(offsets, size),
        Arrays.copyOf(prints, size),
        ends.end(),
        begin <= ends.start());
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
