package dev.strimzidr.lab.node.archive;

import java.util.List;
import java.util.Optional;

/**
 * What an archive is made for.
 *
 * @param mainClass the class that is run
 * @param classPath the jars, in order
 */
public record Program(String mainClass, List<String> classPath) {

  /** Copies the list. */
  public Program {
    classPath = List.copyOf(classPath);
  }

  /** The program that a java process runs, as its command line has it. */
  static Optional<Program> of(List<String> commandLine) {
    int at = commandLine.indexOf("-cp");
    return at < 0 || at + 2 >= commandLine.size()
        ? Optional.empty()
        : Optional.of(
            new Program(commandLine.get(at + 2), List.of(commandLine.get(at + 1).split(":", -1))));
  }

  /** The main class without its package. */
  String name() {
    return mainClass.substring(mainClass.lastIndexOf('.') + 1);
  }
}
