package dev.strimzidr.lab.node.image;

import java.util.List;
import java.util.Optional;

/**
 * An image that this machine has.
 *
 * @param descriptor what its image.yaml says
 * @param classPath its jars, in order
 */
public record Image(ImageDescriptor descriptor, List<String> classPath) {

  /** Copies the list. */
  public Image {
    classPath = List.copyOf(classPath);
  }

  /** How a container of this image is called, unless nothing in it is an entry point. */
  public Optional<EntryPoint> entryPoint(List<String> commandLine) {
    for (int i = 0; i < commandLine.size(); i++) {
      String main = descriptor.entrypoints().get(commandLine.get(i));
      if (main != null) {
        return Optional.of(new EntryPoint(main, commandLine.subList(i + 1, commandLine.size())));
      }
    }
    return Optional.empty();
  }
}
