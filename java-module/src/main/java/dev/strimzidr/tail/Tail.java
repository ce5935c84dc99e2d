package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.record.ForkPoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The tail of every partition: planned, then read once and handed on while it is counted. */
final class Tail implements SourceReader.Taker {
  private final Destination destination;
  private final List<Stretch> stretches = new ArrayList<>();
  private final Map<TopicPartition, Tally> tallies = new LinkedHashMap<>();

  /**
   * Plans.
   *
   * @param positions what each group reads next, by partition
   */
  Tail(
      SourceLog log,
      ForkPoints forkPoints,
      Map<TopicPartition, Map<String, Long>> positions,
      Destination destination) {
    this.destination = destination;
    Set<TopicPartition> there = new HashSet<>();
    for (SourcePartition found : log.partitions()) {
      TopicPartition partition = found.partition();
      there.add(partition);
      stretches.add(
          Stretch.plan(
              found,
              forkPoints.copied(partition),
              destination.held(partition),
              destination.damaged(partition)));
    }
    for (TopicPartition partition : forkPoints.partitions()) {
      OptionalLong copied = forkPoints.copied(partition);
      if (copied.isPresent() && !there.contains(partition)) {
        stretches.add(Stretch.gone(partition, copied.getAsLong(), destination.held(partition)));
      }
    }
    for (Stretch stretch : stretches) {
      Map<String, Long> groups =
          new HashMap<>(positions.getOrDefault(stretch.partition(), Map.of()));
      groups.values().removeIf(position -> position <= stretch.begin());
      tallies.put(stretch.partition(), new Tally(groups));
    }
  }

  /** One partition. */
  record Part(Stretch stretch, Tally tally, Optional<Exported> file) {

    /** Whether there is anything to say of it. */
    boolean notable() {
      return tally.records() > 0 || !stretch.problems().isEmpty();
    }
  }

  /** Reads it all. */
  void read(KafkaAccess access, Duration timeout) {
    tallies.forEach(destination::count);
    try (SourceReader reader = new SourceReader(access, timeout)) {
      reader.read(stretches, this);
    }
    stretches.stream().filter(stretch -> !stretch.open()).forEach(this::settle);
  }

  /** What came of it: the partitions of which there is anything to say. */
  List<Part> parts() {
    return stretches.stream()
        .map(stretch -> new Part(stretch, tally(stretch), destination.held(stretch.partition())))
        .filter(Part::notable)
        .toList();
  }

  List<Problem> problems() {
    return stretches.stream().flatMap(stretch -> stretch.problems().stream()).toList();
  }

  long lost() {
    return stretches.stream().mapToLong(Stretch::lost).sum();
  }

  @Override
  public void take(Stretch stretch, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    tally(stretch).add(record.offset(), record.timestamp(), TailLines.bytes(record));
    destination.take(stretch, record);
  }

  @Override
  public void done(List<Stretch> batch) {
    batch.forEach(this::settle);
    destination.keep();
  }

  private void settle(Stretch stretch) {
    destination.settle(stretch, tally(stretch));
  }

  private Tally tally(Stretch stretch) {
    return java.util.Objects.requireNonNull(tallies.get(stretch.partition()));
  }
}
