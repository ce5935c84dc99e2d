package dev.strimzidr.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrintTest {
  private static final byte[] A = {1};
  private static final byte[] B = {2};
  private static final byte[] EMPTY = {};

  @Test
  void equalRecordsHaveOnePrintWhereverTheyStand() {
    assertThat(print(0, A, B, header("h", A))).isEqualTo(print(0, A, B, header("h", A)));
  }

  @Test
  void whateverDiffersMakesAnotherPrint() {
    List<Long> prints =
        List.of(
            print(0, A, B),
            print(1, A, B),
            print(0, B, A),
            print(0, null, B),
            print(0, EMPTY, B),
            print(0, A, null),
            print(0, A, EMPTY),
            print(0, null, null),
            print(0, A, B, header("h", A)),
            print(0, A, B, header("h", B)),
            print(0, A, B, header("h", null)),
            print(0, A, B, header("h", EMPTY)),
            print(0, A, B, header("i", A)),
            print(0, A, B, header("", A)),
            print(0, A, B, header("h", A), header("i", B)),
            print(0, A, B, header("i", B), header("h", A)),
            print(0, A, B, header("h", A), header("h", A)));
    assertThat(prints).doesNotHaveDuplicates();
  }

  @Test
  void aTimestampCanBeLeftOut() {
    Print print = new Print();
    assertThat(print.of(record(1, A, B), false)).isEqualTo(print.of(record(2, A, B), false));
    assertThat(print.of(record(1, A, B), false)).isNotEqualTo(print.of(record(1, A, A), false));
  }

  private static long print(
      long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    return new Print().of(record(timestamp, key, value, headers), true);
  }

  private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
      long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    return new ConsumerRecord<>(
        "topic",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }

  private static Header header(String key, byte @Nullable [] value) {
    return new RecordHeader(key, value);
  }
}
