package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.controlplane.BackOff;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a container has been through: how often it ran, how it ended, when it may run again. */
final class ContainerHistory {
  /** Exit code and reason of a container that was gone when the node came back. */
  private static final int LOST = 255;

  private final Clock clock;
  private final BackOff backOff;
  private ContainerState.@Nullable Terminated last;
  private boolean ranBefore;
  private int restarts;
  private int failures;
  private Instant nextStart = Instant.EPOCH;

  private ContainerHistory(Clock clock, BackOff backOff) {
    this.clock = clock;
    this.backOff = backOff;
  }

  /** Goes on from what the Pod's status remembers of an earlier life of the node. */
  static ContainerHistory resume(@Nullable ContainerStatus status, Clock clock, BackOff backOff) {
    var history = new ContainerHistory(clock, backOff);
    if (status != null) {
      history.restarts = Objects.requireNonNullElse(status.getRestartCount(), 0);
      history.last = history.lastOf(status);
      history.ranBefore = history.last != null;
    }
    return history;
  }

  ContainerState.@Nullable Terminated last() {
    return last;
  }

  int restarts() {
    return restarts;
  }

  Instant nextStart() {
    return nextStart;
  }

  void starting() {
    restarts += ranBefore ? 1 : 0;
    ranBefore = true;
  }

  /** Notes an end. The first restart comes at once, the next ones after longer and longer waits. */
  void ended(ContainerState.Terminated end) {
    last = end;
    failures = backOff.failures(failures, Duration.between(end.startedAt(), end.finishedAt()));
    nextStart =
        failures == 1 ? end.finishedAt() : end.finishedAt().plus(backOff.delay(failures - 1));
  }

  void retryAfter(Duration delay) {
    nextStart = clock.instant().plus(delay);
  }

  private ContainerState.@Nullable Terminated lastOf(ContainerStatus status) {
    var state = status.getState();
    ContainerStateRunning running = state == null ? null : state.getRunning();
    if (running != null) {
      Instant started = time(running.getStartedAt());
      return new ContainerState.Terminated(LOST, "Unknown", started, clock.instant());
    }
    return terminated(state)
        .or(() -> terminated(status.getLastState()))
        .map(t ->
            new ContainerState.Terminated(
                Objects.requireNonNullElse(t.getExitCode(), LOST),
                Objects.requireNonNullElse(t.getReason(), "Error"),
                time(t.getStartedAt()),
                time(t.getFinishedAt())))
        .orElse(null);
  }

  private static Optional<ContainerStateTerminated> terminated(
      io.fabric8.kubernetes.api.model.@Nullable ContainerState state) {
    return Optional.ofNullable(state).map(s -> s.getTerminated());
  }

  private Instant time(@Nullable String text) {
    return text == null ? clock.instant() : Instant.parse(text);
  }
}
