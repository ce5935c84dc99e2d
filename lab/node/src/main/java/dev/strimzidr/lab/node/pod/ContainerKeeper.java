package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.controlplane.BackOff;
import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.probe.ContainerProbes;
import dev.strimzidr.lab.node.volume.MissingSourceException;
import dev.strimzidr.lab.node.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps one container of a Pod running as its Pod wants it. Used by one thread. */
final class ContainerKeeper {
  /** Shorter than a cluster's: nobody waits five minutes for a lab. */
  static final BackOff RESTARTS =
      new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(5));

  private final Container container;
  private final PodRuntime runtime;
  private final ContainerStarts starts;
  private final Runnable wake;
  private final ContainerHistory history;
  private ContainerState state = new ContainerState.Waiting("ContainerCreating", "");
  private @Nullable ContainerRun run;
  private @Nullable ContainerProbes probes;
  private String complained = "";

  ContainerKeeper(
      Container container,
      PodRuntime runtime,
      PodVolumes volumes,
      String address,
      ContainerHistory history,
      Runnable wake) {
    this.container = container;
    this.runtime = runtime;
    this.starts = new ContainerStarts(container, runtime, volumes, address);
    this.history = history;
    this.wake = wake;
  }

  ContainerView view() {
    ContainerProbes current = probes;
    return new ContainerView(
        container.getName(),
        container.getImage(),
        state,
        history.last(),
        history.restarts(),
        current != null && current.started(),
        current != null && current.ready());
  }

  /** Does what is due: notes an end, ends what is unhealthy, starts what should run. */
  void step(Pod pod, boolean mayStart) {
    if (run != null) {
      watch(pod, run);
    }
    if (run == null && mayStart && mayRunAgain(pod)) {
      Instant due = history.nextStart();
      if (runtime.clock().instant().isBefore(due)) {
        backOff(pod);
      } else {
        start(pod);
      }
    }
  }

  void stop(Duration grace) {
    if (run != null) {
      run.stop(grace);
    }
  }

  boolean isRunning() {
    return run != null;
  }

  /** When this container needs a step although nothing happened. */
  Optional<Instant> nextStep() {
    if (run != null) {
      return run.enforce();
    }
    return Stream.of(history.nextStart())
        .filter(due -> due.isAfter(runtime.clock().instant()))
        .findFirst();
  }

  private void watch(Pod pod, ContainerRun current) {
    current.enforce();
    Optional<ContainerState.Terminated> end = current.end();
    if (end.isPresent()) {
      stopProbes();
      run = null;
      state = end.get();
      history.ended(end.get());
    } else if (probes != null) {
      complain(pod, probes);
      if (probes.unhealthy().isPresent() && !current.stopping()) {
        runtime.events().normal(pod, "Killing", named("%s failed its probe, will be restarted"));
        current.stop(grace(pod));
      }
    }
  }

  private void complain(Pod pod, ContainerProbes current) {
    String complaint = current.complaint().orElse("");
    if (!complaint.isEmpty() && !complaint.equals(complained)) {
      runtime.events().warning(pod, "Unhealthy", complaint);
    }
    complained = complaint;
  }

  private boolean mayRunAgain(Pod pod) {
    if (!(state instanceof ContainerState.Terminated terminated)) {
      return true;
    }
    return switch (Objects.requireNonNullElse(pod.getSpec().getRestartPolicy(), "Always")) {
      case "Never" -> false;
      case "OnFailure" -> terminated.exitCode() != 0;
      default -> true;
    };
  }

  private void backOff(Pod pod) {
    if (state instanceof ContainerState.Terminated) {
      state =
          new ContainerState.Waiting(
              "CrashLoopBackOff", named("back-off restarting failed container %s"));
      runtime.events().warning(pod, "BackOff", named("Back-off restarting failed container %s"));
    }
  }

  private void start(Pod pod) {
    try {
      switch (starts.prepare(pod)) {
        case ContainerStart.NoImage missing -> noImage(pod, missing.reason());
        case ContainerStart.Ready ready -> launch(pod, ready);
      }
    } catch (MissingSourceException e) {
      wait(pod, "CreateContainerConfigError", Objects.requireNonNullElse(e.getMessage(), ""));
    } catch (NodeException e) {
      wait(pod, "RunContainerError", Objects.requireNonNullElse(e.getMessage(), ""));
      history.retryAfter(RESTARTS.delay(1));
    }
  }

  private void launch(Pod pod, ContainerStart.Ready start) {
    history.starting();
    ContainerRun started =
        ContainerRun.start(start.launch(), start.root(), start.log(), runtime.clock(), wake);
    run = started;
    probes = ContainerProbes.start(container, start.checks(), started.process(), wake);
    state = new ContainerState.Running(started.startedAt());
    complained = "";
    runtime.events().normal(pod, "Started", named("Started container %s"));
  }

  private void noImage(Pod pod, String reason) {
    boolean again = state instanceof ContainerState.Waiting w && w.reason().contains("Image");
    wait(pod, again ? "ImagePullBackOff" : "ErrImagePull", reason);
    history.retryAfter(RESTARTS.delay(1));
  }

  private void wait(Pod pod, String reason, String message) {
    var waiting = new ContainerState.Waiting(reason, message);
    if (!waiting.equals(state)) {
      runtime.events().warning(pod, "Failed", "Error: " + reason + ": " + message);
    }
    state = waiting;
  }

  private void stopProbes() {
    if (probes != null) {
      probes.stop();
      probes = null;
    }
  }

  private String named(String format) {
    return format.formatted(container.getName());
  }

  private static Duration grace(Pod pod) {
    return Duration.ofSeconds(
        Objects.requireNonNullElse(pod.getSpec().getTerminationGracePeriodSeconds(), 30L));
  }
}
