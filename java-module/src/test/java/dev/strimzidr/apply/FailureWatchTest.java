package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.status.Readiness;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureWatchTest {
  private static final Instant START = Instant.parse("2026-11-30T18:00:00Z");
  private static final Instant DEADLINE = START.plusSeconds(300);
  private static final Readiness.Failing STAYS = new Readiness.Failing("", "", Optional.empty());

  private final FailureWatch watch = new FailureWatch();

  @Test
  void aFailureThatNothingMendsEndsTheWaitWhenItIsSureToBeOfNow() {
    assertThat(watch.ends(STAYS, START, DEADLINE)).isFalse();
    assertThat(watch.ends(STAYS, START.plusSeconds(9), DEADLINE)).isFalse();
    assertThat(watch.ends(STAYS, START.plusSeconds(10), DEADLINE)).isTrue();
  }

  @Test
  void aRestartThatIsDueIsWaitedFor() {
    Readiness.Failing passes = new Readiness.Failing("", "", Optional.of(START.plusSeconds(120)));
    assertThat(watch.ends(passes, START, DEADLINE)).isFalse();
    assertThat(watch.ends(passes, START.plusSeconds(60), DEADLINE)).isFalse();
    assertThat(watch.ends(passes, START.plusSeconds(60), START.plusSeconds(90))).isTrue();
  }

  @Test
  void whatWasRestartedIsMendedWhenItHasRunForAWhile() {
    assertThat(watch.mended(START)).isTrue();
    assertThat(watch.ends(STAYS, START, DEADLINE)).isFalse();
    assertThat(watch.mended(START.plusSeconds(1))).isFalse();
    assertThat(watch.ends(STAYS, START.plusSeconds(2), DEADLINE)).isFalse();
    assertThat(watch.mended(START.plusSeconds(11))).isFalse();
    assertThat(watch.mended(START.plusSeconds(12))).isTrue();
  }
}
