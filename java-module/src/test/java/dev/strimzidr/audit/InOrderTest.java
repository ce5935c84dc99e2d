package dev.strimzidr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.kafka.Prints;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record is a number here, which is its fingerprint; offsets of the standby are twice as far. */
class InOrderTest {
  private static final int MANY = 50_000;

  @Test
  void equalLogsAreTheSame() {
    long[] records = records(MANY);
    assertThat(compare(records, records)).isEqualTo(new InOrder.Same(MANY, 0, 0));
    assertThat(compare(new long[0], new long[0])).isEqualTo(new InOrder.Same(0, 0, 0));
  }

  @Test
  void whatOneHasBeforeTheOtherBeginsIsCounted() {
    long[] records = records(MANY);
    assertThat(compare(records, from(records, 12_345)))
        .isEqualTo(new InOrder.Same(MANY - 12_345, 12_345, 0));
    assertThat(compare(from(records, 1), records)).isEqualTo(new InOrder.Same(MANY - 1, 0, 1));
    assertThat(compare(records, from(records, MANY))).isEqualTo(new InOrder.Same(0, MANY, 0));
  }

  @Test
  void eachPlaceOfADifferenceIsFound() {
    long[] records = records(MANY);
    for (int place : new int[] {0, 1, 777, 25_000, MANY - 200, MANY - 2, MANY - 1}) {
      long[] other = records.clone();
      other[place]++;
      int same = MANY - 1 - place;
      assertThat(compare(records, other)).isEqualTo(new InOrder.Differs(same, MANY, place, place));
      assertThat(compare(records, from(other, Math.min(place, 500))))
          .isEqualTo(
              new InOrder.Differs(
                  same, MANY - Math.min(place, 500), place, place - Math.min(place, 500)));
    }
  }

  @Test
  void ofSeveralDifferencesTheOneClosestToTheEndIsFound() {
    long[] records = records(MANY);
    long[] other = records.clone();
    other[10]++;
    other[40_000]++;
    assertThat(compare(records, other))
        .isEqualTo(new InOrder.Differs(MANY - 40_001, MANY, 40_000, 40_000));
  }

  @Test
  void whileTheMirrorCopiesItsLastRecordIsLookedFor() {
    long[] records = records(MANY);
    // Up to 40,000 is copied in any case, and the standby has 300 more.
    LogPrints source = log(records, 1, 39_999, 0);
    LogPrints standby = log(upTo(records, 40_300), 2, Long.MAX_VALUE, 0);
    assertThat(new InOrder(source, standby, Long.MAX_VALUE).compare())
        .isEqualTo(new InOrder.Same(40_300, 0, 0));

    long[] other = upTo(records, 40_300);
    other[100]++;
    assertThat(
            new InOrder(source, log(from(other, 50), 2, Long.MAX_VALUE, 0), Long.MAX_VALUE)
                .compare())
        .isEqualTo(new InOrder.Differs(40_199, 40_250, 100, 50));
  }

  @Test
  void recordsThatAreAllAlikeAreTheSameWhereThereAreAsMany() {
    long[] alike = new long[1000];
    LogPrints source = log(alike, 1, 899, 0);
    assertThat(
            new InOrder(source, log(upTo(alike, 950), 2, Long.MAX_VALUE, 0), Long.MAX_VALUE)
                .compare())
        .isEqualTo(new InOrder.Same(950, 0, 0));
    // Fewer than were copied in any case.
    assertThat(
            new InOrder(source, log(upTo(alike, 800), 2, Long.MAX_VALUE, 0), Long.MAX_VALUE)
                .compare())
        .isEqualTo(new InOrder.Same(800, 100, 0));
  }

  @Test
  void noMoreThanTheLastRecordsAreComparedWhereThatIsAskedFor() {
    long[] records = records(MANY);
    long[] other = records.clone();
    other[1000]++;
    LogPrints source = log(records, 1, MANY, 0);
    LogPrints standby = log(other, 2, Long.MAX_VALUE, 0);
    assertThat(new InOrder(source, standby, MANY - 1001).compare())
        .isEqualTo(new InOrder.Same(MANY - 1001, 1001, 1001));
    assertThat(new InOrder(source, standby, MANY - 1000).compare())
        .isEqualTo(new InOrder.Differs(MANY - 1001, MANY - 1000, 1000, 1000));
  }

  @Test
  void whatRetentionTakesMeanwhileIsNotCompared() {
    long[] records = records(MANY);
    LogPrints source = log(records, 1, MANY, 4321);
    LogPrints standby = log(from(records, 3), 2, Long.MAX_VALUE, 0);
    InOrder.Outcome outcome = new InOrder(source, standby, Long.MAX_VALUE).compare();
    assertThat(outcome).isInstanceOf(InOrder.Same.class);
    InOrder.Same same = (InOrder.Same) outcome;
    assertThat(same.records()).isBetween(MANY - 4321 - 200L, MANY - 3L);
    assertThat(same.beforeSource() - same.beforeStandby()).isEqualTo(3);
  }

  private static InOrder.Outcome compare(long[] source, long[] standby) {
    return new InOrder(
            log(source, 1, Long.MAX_VALUE, 0), log(standby, 2, Long.MAX_VALUE, 0), Long.MAX_VALUE)
        .compare();
  }

  /**
   * A log that was read.
   *
   * @param step how many offsets each record takes
   * @param settled the offset behind which all prints are kept
   * @param gone how many of the first records are not there any more
   */
  private static LogPrints log(long[] records, int step, long settled, int gone) {
    PrintSequence sequence = new PrintSequence(settled, (long) records.length * step);
    for (int i = 0; i < records.length; i++) {
      assertThat(sequence.take((long) i * step, records[i])).isTrue();
    }
    return new LogPrints(
        sequence,
        (begin, end) -> {
          Prints prints = new Prints();
          for (int i = gone; i < records.length; i++) {
            if ((long) i * step >= begin && (long) i * step < end) {
              prints.add((long) i * step, records[i]);
            }
          }
          return prints;
        });
  }

  private static long[] records(int many) {
    return new Random(7).longs(many).toArray();
  }

  private static long[] from(long[] records, int first) {
    return java.util.Arrays.copyOfRange(records, first, records.length);
  }

  private static long[] upTo(long[] records, int end) {
    return java.util.Arrays.copyOf(records, end);
  }
}
