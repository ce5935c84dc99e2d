package dev.strimzidr.lab.node.probe;

import java.time.Duration;

/**
 * Counts a probe's answers. Until the first good answer it asks often: a lab should not wait a
 * minute for what is ready after eight seconds. Bad answers count as Kubernetes counts them, once a
 * period and not before the initial delay.
 */
public final class ProbeTracker {
  private static final Duration EAGER = Duration.ofMillis(250);

  private final ProbeTiming timing;
  private Verdict verdict = Verdict.UNKNOWN;
  private int successes;
  private int failures;
  private Duration nextCounted;

  /** Nothing is known yet. */
  public ProbeTracker(ProbeTiming timing) {
    this.timing = timing;
    this.nextCounted = timing.initialDelay();
  }

  /**
   * Takes an answer.
   *
   * @param age how long the container has been running
   * @return what is known now
   */
  public Verdict after(boolean success, Duration age) {
    if (success) {
      failures = 0;
      successes++;
      if (verdict != Verdict.FAILURE || successes >= timing.successThreshold()) {
        verdict = Verdict.SUCCESS;
      }
    } else {
      successes = 0;
      if (age.compareTo(nextCounted) >= 0) {
        failures++;
        nextCounted = age.plus(timing.period());
      }
      if (failures >= timing.failureThreshold()) {
        verdict = Verdict.FAILURE;
      }
    }
    return verdict;
  }

  /** How long to wait before asking again. */
  public Duration pause() {
    boolean eager = verdict == Verdict.UNKNOWN && timing.period().compareTo(EAGER) > 0;
    return eager ? EAGER : timing.period();
  }
}
