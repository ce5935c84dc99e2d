package dev.strimzidr.lab.node.image;

import java.util.List;
import java.util.Map;

/**
 * A container as a process.
 *
 * @param command the command line
 * @param environment the whole environment
 */
public record Launch(List<String> command, Map<String, String> environment) {
  /** Copies the collections. */
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
