package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A record is a number here, which is its fingerprint. */
class AlignmentTest {
  @Test
  void whatIsNotCopiedYetIsTakenOff() {
    assertThat(copied(log(1, 2, 3, 4, 5), log(1, 2, 3))).isEqualTo(3);
    assertThat(copied(log(1, 2, 3), log(1, 2, 3))).isEqualTo(3);
  }

  @Test
  void eitherLogMayBeKnownFurtherBack() {
    assertThat(copied(log(3, 4, 5), log(1, 2, 3, 4))).isEqualTo(2);
    assertThat(copied(log(1, 2, 3, 4, 5), log(3, 4))).isEqualTo(4);
  }

  @Test
  void ofEqualRecordsNoneIsTakenOffThatNeedNotBe() {
    assertThat(copied(log(7, 7, 7, 7), log(7, 7, 7))).isEqualTo(4);
    assertThat(copied(log(1, 7, 7, 7, 2), log(1, 7, 7))).isEqualTo(3);
  }

  @Test
  void theLongestEndInCommonCounts() {
    // The target has a 9 of its own, and not the 6 yet.
    assertThat(copied(log(1, 2, 3, 4, 5, 6), log(1, 2, 9, 4, 5))).isEqualTo(5);
  }

  @Test
  void whereTheTargetEndsWithARecordOfItsOwnAllIsLeft() {
    assertThat(copied(log(1, 2, 3), log(1, 2, 9))).isEqualTo(3);
    assertThat(copied(log(1, 2, 3), log())).isEqualTo(3);
    assertThat(copied(log(), log(1))).isZero();
  }

  @Test
  void aMillionEqualRecordsTakeNoTimeToSpeakOf() {
    long[] source = new long[1_000_000];
    long[] target = new long[999_999];
    target[500_000] = 1;
    // Half of it is the same; to compare each end with each would take hours.
    assertThat(copied(log(source), log(target))).isEqualTo(1_000_000);
  }

  /** How many records of the source are copied. */
  private static int copied(LastRecords source, LastRecords target) {
    LastRecords copied = Alignment.copied(source, target);
    assertThat(copied.end()).isEqualTo(source.end());
    return copied.size();
  }

  private static LastRecords log(long... prints) {
    return Logs.last(LongStream.range(0, prints.length).toArray(), prints, prints.length, true);
  }
}
