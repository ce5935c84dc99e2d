package dev.strimzidr.lab.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.controlplane.BackOff;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ContainerHistoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(5));

  @Test
  void theFirstRestartComesAtOnceAndTheNextOnesLater() {
    var history = ContainerHistory.resume(null, CLOCK, BACK_OFF);
    history.starting();
    assertThat(history.restarts()).isZero();

    for (int seconds : new int[] {0, 2, 4, 8, 16, 32, 60, 60}) {
      history.ended(ContainerState.Terminated.of(1, NOW.minusSeconds(1), NOW));
      assertThat(history.nextStart()).isEqualTo(NOW.plusSeconds(seconds));
    }
    history.starting();
    assertThat(history.restarts()).isEqualTo(1);
  }

  @Test
  void whatRanWhenTheNodeWentIsARestart() {
    var status =
        new ContainerStatusBuilder()
            .withRestartCount(3)
            .withNewState()
            .withNewRunning()
            .withStartedAt("2025-12-31T00:00:00Z")
            .endRunning()
            .endState()
            .build();

    var history = ContainerHistory.resume(status, CLOCK, BACK_OFF);
    history.starting();

    assertThat(history.restarts()).isEqualTo(4);
    assertThat(history.last())
        .isEqualTo(
            new ContainerState.Terminated(
                255, "Unknown", Instant.parse("2025-12-31T00:00:00Z"), NOW));
  }

  @Test
  void whatWaitedWhenTheNodeWentIsNot() {
    var status =
        new ContainerStatusBuilder()
            .withRestartCount(0)
            .withNewState()
            .withNewWaiting()
            .withReason("ContainerCreating")
            .endWaiting()
            .endState()
            .build();

    var history = ContainerHistory.resume(status, CLOCK, BACK_OFF);
    history.starting();

    assertThat(history.restarts()).isZero();
  }
}
