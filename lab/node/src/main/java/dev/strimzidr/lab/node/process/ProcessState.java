package dev.strimzidr.lab.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process. */
public enum ProcessState {
  /** It runs or waits. */
  RUNNING,
  /** It was stopped by a signal. */
  FROZEN,
  /** It has ended. */
  GONE;

  /** The state of a process, now. */
  public static ProcessState of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name in parentheses may hold anything; the state is what follows it.
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return switch (state) {
        case 'T', 't' -> FROZEN;
        case 'Z', 'X', 'x' -> GONE;
        default -> RUNNING;
      };
    } catch (IOException e) {
      return GONE;
    }
  }
}
