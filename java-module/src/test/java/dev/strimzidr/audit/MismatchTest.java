package dev.strimzidr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.kafka.Prints;
import org.junit.jupiter.api.Test;

/** A record is a number here; the last one of each log has no match. */
class MismatchTest {
  @Test
  void aRecordWhoseNeighboursAreTheSameWasChanged() {
    assertThat(of(prints(1, 2, 3), prints(1, 2, 9), 4)).isEqualTo(changed());
    assertThat(of(prints(3), prints(9), 4)).isEqualTo(changed());
  }

  @Test
  void recordsThatTheStandbyLacksAreCounted() {
    assertThat(of(prints(1, 2, 3), prints(1, 2), 4))
        .isEqualTo(new Mismatch(Mismatch.What.MISSING, 1));
    assertThat(of(prints(1, 2, 3, 4, 5), prints(1, 2), 6))
        .isEqualTo(new Mismatch(Mismatch.What.MISSING, 3));
  }

  @Test
  void recordsThatTheSourceLacksAreCounted() {
    assertThat(of(prints(1, 2), prints(1, 2, 7, 8), 3))
        .isEqualTo(new Mismatch(Mismatch.What.ADDED, 2));
  }

  @Test
  void aRecordThatFollowsItselfIsDoubled() {
    assertThat(of(prints(1, 2), prints(1, 2, 3), 3))
        .isEqualTo(new Mismatch(Mismatch.What.DOUBLED, 1));
  }

  @Test
  void neighboursThatHaveChangedPlacesAreReordered() {
    assertThat(of(prints(1, 2, 3), prints(1, 3, 2), 4))
        .isEqualTo(new Mismatch(Mismatch.What.REORDERED, 2));
  }

  private static Mismatch changed() {
    return new Mismatch(Mismatch.What.CHANGED, 1);
  }

  private static Mismatch of(Prints source, Prints standby, long behind) {
    return Mismatch.of(source, standby, behind);
  }

  private static Prints prints(long... records) {
    Prints prints = new Prints();
    for (int i = 0; i < records.length; i++) {
      prints.add(i, records[i]);
    }
    return prints;
  }
}
