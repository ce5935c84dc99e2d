package dev.strimzidr.lab.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeTrackerTest {
  private final ProbeTracker tracker =
      new ProbeTracker(
          new ProbeTiming(
              Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(5), 2, 3));

  @Test
  void asksOftenAndAtOnceUntilTheFirstSuccess() {
    assertThat(tracker.pause()).isLessThan(Duration.ofSeconds(1));
    assertThat(tracker.after(false, Duration.ofSeconds(1))).isEqualTo(Verdict.UNKNOWN);
    assertThat(tracker.after(true, Duration.ofSeconds(8))).isEqualTo(Verdict.SUCCESS);
    assertThat(tracker.pause()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void failuresCountOnceAPeriodAndNotBeforeTheInitialDelay() {
    for (int second = 0; second < 60; second++) {
      assertThat(tracker.after(false, Duration.ofSeconds(second))).isEqualTo(Verdict.UNKNOWN);
    }
    assertThat(tracker.after(false, Duration.ofSeconds(60))).isEqualTo(Verdict.UNKNOWN);
    assertThat(tracker.after(false, Duration.ofSeconds(61))).isEqualTo(Verdict.UNKNOWN);
    assertThat(tracker.after(false, Duration.ofSeconds(70))).isEqualTo(Verdict.UNKNOWN);
    assertThat(tracker.after(false, Duration.ofSeconds(80))).isEqualTo(Verdict.FAILURE);
  }

  @Test
  void afterAFailureItTakesSeveralSuccesses() {
    for (int second = 60; second <= 80; second += 10) {
      tracker.after(false, Duration.ofSeconds(second));
    }
    assertThat(tracker.after(true, Duration.ofSeconds(90))).isEqualTo(Verdict.FAILURE);
    assertThat(tracker.after(true, Duration.ofSeconds(100))).isEqualTo(Verdict.SUCCESS);
  }
}
