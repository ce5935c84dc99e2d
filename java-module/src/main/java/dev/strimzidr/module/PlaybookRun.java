package dev.strimzidr.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The run of a playbook that this process works for. */
public final class PlaybookRun {
  private static final String PROGRAM = "ansible";

  private static volatile @Nullable ProcessHandle served;

  private PlaybookRun() {}

  /** This JVM is no descendant of the run that it works for. */
  public static void serve(ProcessHandle run) {
    served = run;
  }

  /**
   * The process of the run: the one that is served, or the nearest Ansible above, or the parent of
   * a module that a person calls by hand.
   */
  public static ProcessHandle process() {
    ProcessHandle run = served;
    if (run != null) {
      return run;
    }
    ProcessHandle parent = ProcessHandle.current().parent().orElse(ProcessHandle.current());
    return above(parent).orElse(parent);
  }

  /** A task runs in a copy of Ansible's process, with the same command line: the first counts. */
  private static Optional<ProcessHandle> above(ProcessHandle first) {
    return Stream.iterate(Optional.of(first), Optional::isPresent, at -> at.get().parent())
        .flatMap(Optional::stream)
        .filter(process -> isAnsible(command(process)))
        .findFirst()
        .map(PlaybookRun::original);
  }

  private static ProcessHandle original(ProcessHandle copy) {
    return copy.parent()
        .filter(parent -> command(parent).equals(command(copy)))
        .map(PlaybookRun::original)
        .orElse(copy);
  }

  /** {@code ansible-playbook ...}, or with the Python that runs it in front. */
  private static boolean isAnsible(List<String> command) {
    return command.stream()
        .limit(2)
        .anyMatch(word -> word.substring(word.lastIndexOf('/') + 1).startsWith(PROGRAM));
  }

  // ProcessHandle.Info leaves long command lines out.
  private static List<String> command(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return List.of(); // it has ended, or this machine has no /proc
    }
  }
}
