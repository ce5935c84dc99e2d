package dev.strimzidr.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of a run. A zombie, which nobody waits for in a container without an init process, is
 * alive for Java, and has ended for us.
 */
record RunProcess(ProcessHandle process) {
  private static final String ZOMBIE_OR_DEAD = "ZX";
  private static final char STOPPED = 'T';
  private static final char UNKNOWN = '?';

  boolean ended() {
    return !process.isAlive() || ZOMBIE_OR_DEAD.indexOf(state()) >= 0;
  }

  /** It is neither stopped (SIGSTOP) nor ended. */
  boolean going() {
    return !ended() && state() != STOPPED;
  }

  /** The state as proc(5) has it, behind the command in parentheses; unknown without a /proc. */
  private char state() {
    try {
      String line =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
      return line.charAt(line.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
