package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.image.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a container: a process, from its start to its end. */
final class ContainerRun {
  /**
   * A busy Kafka must not keep the API server waiting, which elsewhere has a machine of its own.
   */
  private static final List<String> BEHIND = List.of("nice", "-n", "5");

  private final Process process;
  private final Clock clock;
  private final Instant startedAt;
  private volatile @Nullable Instant finishedAt;
  private @Nullable Instant killAt;

  private ContainerRun(Process process, Clock clock, Runnable ended) {
    this.process = process;
    this.clock = clock;
    this.startedAt = clock.instant();
    var unused =
        process
            .onExit()
            .thenRun(() -> {
              finishedAt = clock.instant();
              ended.run();
            });
  }

  /**
   * Starts the process.
   *
   * @param log where its output goes; the log of the run before is kept beside it
   * @param ended called when the process has ended
   */
  static ContainerRun start(Launch launch, Path root, Path log, Clock clock, Runnable ended) {
    try {
      Folders.create(log.resolveSibling(""));
      if (Files.exists(log)) {
        Files.move(log, previous(log), StandardCopyOption.REPLACE_EXISTING);
      }
      var command = new ArrayList<>(BEHIND);
      command.addAll(launch.command());
      var builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(launch.environment());
      return new ContainerRun(builder.start(), clock, ended);
    } catch (IOException e) {
      throw new NodeException("Cannot start " + launch.command().get(0) + ": " + e.getMessage(), e);
    }
  }

  static Path previous(Path log) {
    String name = log.getFileName().toString();
    return log.resolveSibling(name.replaceFirst("\\.log$", ".previous.log"));
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** How it ended, once it has. */
  Optional<ContainerState.Terminated> end() {
    if (process.isAlive()) {
      return Optional.empty();
    }
    Instant finished = finishedAt == null ? clock.instant() : finishedAt;
    return Optional.of(ContainerState.Terminated.of(process.exitValue(), startedAt, finished));
  }

  /** Asks it to end; {@link #enforce} kills it when the grace is over. A shorter grace counts. */
  void stop(Duration grace) {
    Instant deadline = clock.instant().plus(grace);
    if (killAt == null) {
      process.destroy();
      killAt = deadline;
    } else if (deadline.isBefore(killAt)) {
      killAt = deadline;
    }
    enforce();
  }

  /** Kills it if its time is over; else says when that is, if it is to end. */
  Optional<Instant> enforce() {
    if (killAt != null && process.isAlive() && !clock.instant().isBefore(killAt)) {
      process.destroyForcibly();
    }
    return Optional.ofNullable(killAt);
  }

  boolean stopping() {
    return killAt != null;
  }
}
