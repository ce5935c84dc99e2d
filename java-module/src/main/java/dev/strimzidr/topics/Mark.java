package dev.strimzidr.topics;

import dev.strimzidr.kafka.Print;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a record and its copy have in common.
 *
 * @param offset where it stands
 * @param print of its key, value and headers
 * @param timed the same with its timestamp
 * @param key the print of its key alone
 * @param written whether the timestamp is that of who has written it, which a copy keeps, and not
 *     of the broker
 * @param tombstone whether it has no value
 */
record Mark(long offset, long print, long timed, long key, boolean written, boolean tombstone) {

  static Mark of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, Print print) {
    return new Mark(
        record.offset(),
        print.of(record, false),
        print.of(record, true),
        print.of(record.key()),
        record.timestampType() == TimestampType.CREATE_TIME,
        record.value() == null);
  }

  /** Whether one may be a copy of the other. */
  boolean fits(Mark other) {
    return (written && other.written) ? timed == other.timed : print == other.print;
  }
}
