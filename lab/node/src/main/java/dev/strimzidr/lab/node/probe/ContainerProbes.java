package dev.strimzidr.lab.node.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The probes of one run of a container. They end with it. */
public final class ContainerProbes {
  private final ProcessHandle process;
  private final Runnable changed;
  private final long startedAt = System.nanoTime();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean started;
  private volatile boolean ready;
  private volatile @Nullable String unhealthy;
  private volatile @Nullable String complaint;

  private ContainerProbes(ProcessHandle process, Runnable changed) {
    this.process = process;
    this.changed = changed;
  }

  /**
   * Begins to ask.
   *
   * @param changed called when one of the answers that this object gives has changed
   */
  public static ContainerProbes start(
      Container container, Checks checks, ProcessHandle process, Runnable changed) {
    var probes = new ContainerProbes(process, changed);
    probes.started = container.getStartupProbe() == null;
    probes.ready = container.getReadinessProbe() == null;
    probes.loop("startup", container.getStartupProbe(), checks, Kind.STARTUP);
    probes.loop("readiness", container.getReadinessProbe(), checks, Kind.READINESS);
    probes.loop("liveness", container.getLivenessProbe(), checks, Kind.LIVENESS);
    probes.threads.forEach(Thread::start);
    return probes;
  }

  /** Whether the startup probe, if any, has succeeded. */
  public boolean started() {
    return started;
  }

  /** Whether the container takes traffic. */
  public boolean ready() {
    return started && ready;
  }

  /** Why the container has to be restarted, if it has to. */
  public Optional<String> unhealthy() {
    return Optional.ofNullable(unhealthy);
  }

  /** The last bad answer of a probe, for an Event. */
  public Optional<String> complaint() {
    return Optional.ofNullable(complaint);
  }

  /** Asks no more. */
  public void stop() {
    threads.forEach(Thread::interrupt);
  }

  private enum Kind {
    STARTUP,
    READINESS,
    LIVENESS
  }

  private void loop(String name, @Nullable Probe probe, Checks checks, Kind kind) {
    if (probe != null) {
      Check check = checks.of(probe);
      ProbeTiming timing = ProbeTiming.of(probe);
      threads.add(Thread.ofVirtual().name(name).unstarted(() -> run(name, check, timing, kind)));
    }
  }

  private void run(String name, Check check, ProbeTiming timing, Kind kind) {
    var tracker = new ProbeTracker(timing);
    Verdict last = Verdict.UNKNOWN;
    try {
      while (process.isAlive()) {
        if (kind == Kind.STARTUP || started) {
          String problem = Prober.ask(check, process, timing.timeout());
          Verdict verdict = tracker.after(problem.isEmpty(), age());
          if (verdict != last) {
            publish(kind, verdict, name + " probe failed: " + problem);
            last = verdict;
          }
        }
        if (kind == Kind.STARTUP && last != Verdict.UNKNOWN) {
          return;
        }
        Thread.sleep(tracker.pause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(Kind kind, Verdict verdict, String problem) {
    boolean success = verdict == Verdict.SUCCESS;
    complaint = success ? complaint : problem;
    switch (kind) {
      case STARTUP -> {
        started = success;
        unhealthy = success ? unhealthy : problem;
      }
      case READINESS -> ready = success;
      case LIVENESS -> unhealthy = success ? unhealthy : problem;
    }
    changed.run();
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
