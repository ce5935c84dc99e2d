package dev.strimzidr.lab.node.pod;

import java.time.Instant;

/** What a container is doing, in the words of Kubernetes. */
public sealed interface ContainerState {
  /** It does not run yet, or not again yet. */
  record Waiting(String reason, String message) implements ContainerState {}

  /** It runs. */
  record Running(Instant startedAt) implements ContainerState {}

  /** It has ended. */
  record Terminated(int exitCode, String reason, Instant startedAt, Instant finishedAt)
      implements ContainerState {

    static Terminated of(int exitCode, Instant startedAt, Instant finishedAt) {
      return new Terminated(exitCode, exitCode == 0 ? "Completed" : "Error", startedAt, finishedAt);
    }
  }
}
