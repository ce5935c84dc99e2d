package dev.strimzidr.lab.node.probe;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;

/**
 * When a probe asks and how often it has to answer the same.
 *
 * @param initialDelay from when failures count
 * @param period between two answers that count
 * @param timeout for an answer
 * @param successThreshold successes in a row after a failure
 * @param failureThreshold failures in a row
 */
public record ProbeTiming(
    Duration initialDelay,
    Duration period,
    Duration timeout,
    int successThreshold,
    int failureThreshold) {

  /** Reads a probe, with the defaults of Kubernetes. */
  public static ProbeTiming of(Probe probe) {
    return new ProbeTiming(
        Duration.ofSeconds(Objects.requireNonNullElse(probe.getInitialDelaySeconds(), 0)),
        Duration.ofSeconds(Objects.requireNonNullElse(probe.getPeriodSeconds(), 10)),
        Duration.ofSeconds(Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1)),
        Objects.requireNonNullElse(probe.getSuccessThreshold(), 1),
        Objects.requireNonNullElse(probe.getFailureThreshold(), 3));
  }
}
