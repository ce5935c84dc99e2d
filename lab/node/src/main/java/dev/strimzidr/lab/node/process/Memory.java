package dev.strimzidr.lab.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process really costs. */
public final class Memory {
  private Memory() {}

  /** Its share of physical memory in KiB, shared pages divided among their users; 0 if it ended. */
  public static long proportionalKib(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
