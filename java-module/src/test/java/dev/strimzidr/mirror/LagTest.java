package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {
  @Test
  void theStoredOffsetIsThatOfTheLastRecordCopied() {
    assertThat(partition(0, 1000, OptionalLong.of(999)).records()).hasValue(0);
    assertThat(partition(0, 1000, OptionalLong.of(899)).records()).hasValue(100);
  }

  @Test
  void whatIsUnknownIsNeverZero() {
    Lag.Partition never = partition(0, 10, OptionalLong.empty());
    assertThat(never.records()).isEmpty();
    assertThat(Lag.of(List.of(never, partition(0, 5, OptionalLong.of(4)))))
        .containsEntry("lag_records", null)
        .containsEntry("unknown_partitions", 1);
  }

  @Test
  void anEmptyPartitionHasNothingToCopy() {
    assertThat(partition(7, 7, OptionalLong.empty()).records()).hasValue(0);
  }

  @Test
  void theWorstComeFirstAndUnknownIsWorst() {
    Object worst =
        Lag.of(
                List.of(
                    partition(0, 5, OptionalLong.of(4)),
                    partition(0, 9, OptionalLong.of(0)),
                    partition(0, 3, OptionalLong.empty())))
            .get("worst");
    assertThat(String.valueOf(worst)).matches(".*lag_records=null.*lag_records=8.*lag_records=0.*");
  }

  @Test
  void aMirrorNeverCopiesWhatBelongsToKafkaOrToMirrors() {
    TopicMatch match =
        new TopicMatch(JsonNodeFactory.instance.objectNode().put("topicsPattern", "a.*, b"));
    assertThat(match.copies("apple")).isTrue();
    assertThat(match.copies("b")).isTrue();
    assertThat(match.copies("bc")).isFalse();
    assertThat(match.copies("a.replica")).isFalse();
    assertThat(TopicMatch.internal("__consumer_offsets")).isTrue();
    assertThat(TopicMatch.internal("mm2-offset-syncs.prod.internal")).isTrue();
  }

  private static Lag.Partition partition(long start, long end, OptionalLong copied) {
    return new Lag.Partition(new TopicPartition("t", 0), start, end, copied);
  }
}
