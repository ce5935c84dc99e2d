package dev.strimzidr.tail;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where the records of the tail go. */
interface Destination {

  /** What it has of a partition already, intact. */
  Optional<Exported> held(TopicPartition partition);

  /** What it has of a partition, but damaged. */
  Optional<Exported> damaged(TopicPartition partition);

  /** Counts what it has of a partition. */
  void count(TopicPartition partition, Tally tally);

  /** The next record of a stretch. */
  void take(Stretch stretch, ConsumerRecord<byte @Nullable [], byte @Nullable []> record);

  /**
   * A stretch has been read to its end.
   *
   * @param tally all records of the partition's tail, those too that were there already
   */
  void settle(Stretch stretch, Tally tally);

  /** Several stretches have been settled. */
  void keep();

  /** Records are only counted. */
  final class Nowhere implements Destination {
    @Override
    public Optional<Exported> held(TopicPartition partition) {
      return Optional.empty();
    }

    @Override
    public Optional<Exported> damaged(TopicPartition partition) {
      return Optional.empty();
    }

    @Override
    public void count(TopicPartition partition, Tally tally) {}

    @Override
    public void take(
        Stretch stretch, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {}

    @Override
    public void settle(Stretch stretch, Tally tally) {}

    @Override
    public void keep() {}
  }
}
