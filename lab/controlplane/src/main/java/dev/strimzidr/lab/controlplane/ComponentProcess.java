package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One running component. Its output is appended to a log file. */
final class ComponentProcess {
  private static final int TAIL_LINES = 8;

  private final Component component;
  private final Path log;
  private final Process process;

  private ComponentProcess(Component component, Path log, Process process) {
    this.component = component;
    this.log = log;
    this.process = process;
  }

  static ComponentProcess start(Component component, ControlPlaneSpec spec) {
    Path log = spec.logs().resolve(component.binary() + ".log");
    List<String> command = CommandLines.of(component, spec);
    var builder =
        new ProcessBuilder(command)
            .directory(spec.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(CommandLines.environment(component));
    builder.environment().putAll(spec.environment());
    builder.environment().put("LAB_PROCESS", component.binary());
    try {
      return new ComponentProcess(component, log, builder.start());
    } catch (IOException e) {
      throw new ControlPlaneException(
          component.binary()
              + " could not be started from "
              + command.get(0)
              + ": is the control plane installed there?",
          e);
    }
  }

  Component component() {
    return component;
  }

  Process process() {
    return process;
  }

  /** What is known of an end that nobody asked for. */
  String postMortem() {
    return component.binary()
        + " ended with exit code "
        + process.exitValue()
        + ", see "
        + log
        + ": "
        + tail();
  }

  /** Asks, waits, and then does not ask. */
  void stop(Duration grace) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }
}
