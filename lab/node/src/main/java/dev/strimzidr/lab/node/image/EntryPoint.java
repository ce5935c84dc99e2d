package dev.strimzidr.lab.node.image;

import java.util.List;

/**
 * The Java side of a container's command line.
 *
 * @param mainClass the class that is run
 * @param arguments what followed the entry point
 */
public record EntryPoint(String mainClass, List<String> arguments) {
  /** Copies the list. */
  public EntryPoint {
    arguments = List.copyOf(arguments);
  }
}
