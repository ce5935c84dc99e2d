package dev.strimzidr.lab.node.process;

import dev.strimzidr.lab.node.NodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java cannot send by itself. */
public final class Signals {
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

  private Signals() {}

  /**
   * Stops processes where they are. Returns when they stand still: each thread stops only when it
   * has a processor the next time.
   */
  public static void freeze(List<SiteProcess> processes) {
    send("STOP", processes);
    long deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
    try {
      for (SiteProcess process : processes) {
        while (process.state() == ProcessState.RUNNING) {
          if (System.nanoTime() > deadline) {
            throw new NodeException(
                "%s did not stop within %d s"
                    .formatted(process.name(), STOPPED_WITHIN.toSeconds()));
          }
          Thread.sleep(5);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted before the processes stood still", e);
    }
  }

  /** Lets frozen processes go on. */
  public static void thaw(List<SiteProcess> processes) {
    send("CONT", processes);
  }

  private static void send(String signal, List<SiteProcess> processes) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\"", "sh", signal));
    processes.stream()
        .filter(process -> process.handle().isAlive())
        .forEach(process -> command.add(Long.toString(process.pid())));
    if (command.size() == 5) {
      return;
    }
    try {
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (kill.waitFor() != 0) {
        throw new NodeException("Signal " + signal + " was not delivered: " + output.strip());
      }
    } catch (IOException e) {
      throw new NodeException("Signal " + signal + " was not delivered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted while sending signal " + signal, e);
    }
  }
}
