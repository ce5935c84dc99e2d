package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {
  private static final Instant NOW = Instant.ofEpochSecond(1000);

  @Test
  void theStoredOffsetIsThatOfTheLastRecordCopied() {
    assertThat(partition(0, 1000, OptionalLong.of(999)).records()).hasValue(0);
    assertThat(partition(0, 1000, OptionalLong.of(899)).records()).hasValue(100);
  }

  @Test
  void whatIsUnknownIsNeverZero() {
    Lag.Partition never = partition(0, 10, OptionalLong.empty());
    assertThat(never.records()).isEmpty();
    assertThat(Lag.of(List.of(never, partition(0, 5, OptionalLong.of(4))), NOW))
        .containsEntry("lag_records", null)
        .containsEntry("unknown_partitions", 1);
  }

  @Test
  void markersOfTransactionsAreNoRecords() {
    Lag.Partition partition = partition(0, 1010, OptionalLong.of(999)).with(new Oldest.None());
    assertThat(partition.records()).hasValue(0);
    assertThat(partition.seconds(NOW)).isZero();
  }

  @Test
  void aMirrorIsDrainedWhenItsLastRecordIsCopiedAndNoTransactionIsOpen() {
    Lag.Partition copied = partition(0, 1010, OptionalLong.of(999)).with(new Oldest.None());
    Lag.Partition behind = partition(0, 1000, OptionalLong.of(989));
    Lag.Partition never = partition(0, 10, OptionalLong.empty());
    Lag.Partition empty = partition(5, 5, OptionalLong.empty());
    Lag.Partition onlyMarkers = never.with(new Oldest.None());
    Lag.Partition open =
        new Lag.Partition(
            new TopicPartition("t", 0),
            0,
            1000,
            1003,
            OptionalLong.of(999),
            new Oldest.None(),
            Optional.empty());
    assertThat(Lag.undrained(List.of(copied, empty, onlyMarkers), Map.of())).isEmpty();
    assertThat(Lag.undrained(List.of(behind), Map.of())).containsExactly("t-0 lags by 10 records");
    assertThat(Lag.undrained(List.of(never), Map.of()))
        .containsExactly("t-0 has records of which none was copied yet");
    assertThat(Lag.undrained(List.of(open), Map.of()))
        .containsExactly("t-0 has an open transaction");
    assertThat(Lag.undrained(List.of(partition(0, 10, OptionalLong.of(999))), Map.of()))
        .containsExactly(
            "t-0 was made again, or cut: offset 999 was copied, and the log ends at 10");
  }

  @Test
  void theAgeIsThatOfTheOldestRecordThatIsNotCopied() {
    Lag.Partition behind =
        partition(0, 1010, OptionalLong.of(999)).with(new Oldest.At(1003, 988_500));
    assertThat(behind.records()).hasValue(7);
    assertThat(behind.seconds(NOW)).isEqualTo(11.5);
    assertThat(Lag.of(List.of(behind, partition(0, 5, OptionalLong.of(4))), NOW))
        .containsEntry("lag_records", 7L)
        .containsEntry("lag_seconds", 11.5);
  }

  @Test
  void anAgeThatIsUnknownMakesTheTotalUnknown() {
    Lag.Partition unknown = partition(0, 1010, OptionalLong.of(999));
    assertThat(unknown.seconds(NOW)).isNull();
    assertThat(Lag.of(List.of(unknown), NOW))
        .containsEntry("lag_records", 10L)
        .containsEntry("lag_seconds", null);
  }

  @Test
  void whatRetentionTookBeforeItWasCopiedIsCounted() {
    Lag.Partition overtaken = partition(500, 1000, OptionalLong.of(99));
    assertThat(overtaken.lost()).isEqualTo(400);
    assertThat(overtaken.records()).hasValue(500);
    assertThat(String.valueOf(Lag.of(List.of(overtaken), NOW).get("lost_to_retention")))
        .contains("lost=400");
  }

  @Test
  void aTopicThatWasMadeAgainIsNotTakenForOneThatIsCopied() {
    Lag.Partition again = partition(0, 10, OptionalLong.of(999));
    assertThat(again.recreated()).isTrue();
    assertThat(again.records()).isEmpty();
    assertThat(Lag.of(List.of(again), NOW)).containsEntry("lag_records", null);
  }

  @Test
  void whatIsNotBelievedIsNotDrainedWhateverTheOffsetsSay() {
    Lag.Partition doubted =
        new Lag.Partition(
            new TopicPartition("t", 0),
            0,
            1000,
            1000,
            OptionalLong.of(999),
            new Oldest.None(),
            Optional.of("t was deleted and made again"));
    assertThat(doubted.records()).isEmpty();
    assertThat(Lag.undrained(List.of(doubted), Map.of()))
        .containsExactly("t was deleted and made again");
    assertThat(Lag.of(List.of(doubted), NOW)).containsEntry("lag_records", null);
    assertThat(String.valueOf(Lag.of(List.of(doubted), NOW).get("recreated")))
        .contains("doubt=t was deleted and made again");
  }

  @Test
  void recordsOfAnOpenTransactionAreNotTakenForAnotherLog() {
    Lag.Partition open =
        new Lag.Partition(
            new TopicPartition("t", 0),
            0,
            50,
            60,
            OptionalLong.of(55),
            new Oldest.Unknown(),
            Optional.empty());
    assertThat(open.recreated()).isFalse();
    assertThat(open.records()).hasValue(0);
    assertThat(open.document(NOW)).containsEntry("open_transaction", true);
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
                    partition(0, 3, OptionalLong.empty())),
                NOW)
            .get("worst");
    assertThat(String.valueOf(worst)).matches(".*lag_records=null.*lag_records=8.*lag_records=0.*");
  }

  @Test
  void aMirrorNeverCopiesWhatBelongsToKafkaOrToMirrors() {
    MirrorFilter match =
        new MirrorFilter(JsonNodeFactory.instance.objectNode().put("topicsPattern", "a.*, b"));
    assertThat(match.copies("apple")).isTrue();
    assertThat(match.copies("b")).isTrue();
    assertThat(match.copies("bc")).isFalse();
    assertThat(match.copies("a.replica")).isFalse();
    assertThat(MirrorFilter.internal("__consumer_offsets")).isTrue();
    assertThat(MirrorFilter.internal("mm2-offset-syncs.prod.internal")).isTrue();
    assertThat(MirrorFilter.internal("strimzi-dr-tail-2")).isTrue();
    assertThat(MirrorFilter.ofTopics(".*", "").copies("strimzi-dr-tail-2")).isFalse();
    assertThat(MirrorFilter.ofTopics(".*", "").copies("strimzi-dr-mirror-probe")).isTrue();
  }

  @Test
  void aRecordThatOnlyTheLeaderHasCannotHaveBeenCopied() {
    Lag.Partition copied = partition(0, 1000, OptionalLong.of(999));
    assertThat(Lag.undrained(List.of(copied), Map.of(copied.partition(), 1000L))).isEmpty();
    assertThat(Lag.undrained(List.of(copied), Map.of(copied.partition(), 1002L)))
        .containsExactly(
            copied.partition() + " has 2 records that not every replica in sync has yet");
  }

  private static Lag.Partition partition(long start, long end, OptionalLong copied) {
    return new Lag.Partition(
        new TopicPartition("t", 0),
        start,
        end,
        end,
        copied,
        new Oldest.Unknown(),
        Optional.empty());
  }
}
