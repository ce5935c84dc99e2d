package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void growsToALimitAndBeginsAgainWhenAWatchHasLasted() {
    Backoff backoff = new Backoff();
    assertThat(backoff.after(AT_ONCE)).isEqualTo(Backoff.FIRST);
    assertThat(backoff.after(AT_ONCE)).isEqualTo(Backoff.FIRST.multipliedBy(2));
    for (int i = 0; i < 10; i++) {
      assertThat(backoff.after(AT_ONCE)).isLessThanOrEqualTo(Backoff.LONGEST);
    }
    assertThat(backoff.after(AT_ONCE)).isEqualTo(Backoff.LONGEST);
    assertThat(backoff.after(Backoff.LASTED)).isEqualTo(Duration.ZERO);
    assertThat(backoff.after(AT_ONCE)).isEqualTo(Backoff.FIRST);
  }
}
