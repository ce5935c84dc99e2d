package dev.strimzidr.lab.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  private final BackOff backOff =
      new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

  @ParameterizedTest
  @CsvSource({"1,10", "2,20", "3,40", "5,160", "6,300", "7,300", "1000,300"})
  void doublesUpToTheLongestWait(int failures, int seconds) {
    assertThat(backOff.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void forgetsFailuresOfWhatRanLongEnough() {
    assertThat(backOff.failures(4, Duration.ofSeconds(599))).isEqualTo(5);
    assertThat(backOff.failures(4, Duration.ofMinutes(10))).isEqualTo(1);
  }
}
