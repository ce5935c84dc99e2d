package dev.strimzidr.lab.node.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes command lines.
 *
 * @param java the java executable
 * @param nodeOptions options that every container's JVM gets, before those of its image
 * @param nodeClassPath jars that every container gets, after those of its image
 */
public record Launcher(String java, List<String> nodeOptions, List<String> nodeClassPath) {

  /** Copies the lists. */
  public Launcher {
    nodeOptions = List.copyOf(nodeOptions);
    nodeClassPath = List.copyOf(nodeClassPath);
  }

  /** The process that plays a container of this image. */
  public Launch launch(
      Image image, EntryPoint entryPoint, List<String> podOptions, Map<String, String> variables) {
    var command = new ArrayList<String>();
    command.add(java);
    command.addAll(nodeOptions);
    command.addAll(podOptions);
    for (String option : image.descriptor().jvm()) {
      command.addAll(expand(option, variables));
    }
    command.add("-cp");
    command.add(String.join(":", classPath(image)));
    command.add(entryPoint.mainClass());
    command.addAll(entryPoint.arguments());
    return new Launch(command, variables);
  }

  private List<String> classPath(Image image) {
    var path = new ArrayList<>(image.classPath());
    path.addAll(nodeClassPath);
    return path;
  }

  private static List<String> expand(String option, Map<String, String> variables) {
    if (!option.startsWith("$")) {
      return List.of(option);
    }
    String value = variables.getOrDefault(option.substring(1), "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }
}
