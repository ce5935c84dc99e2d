package dev.strimzidr.lab.image.operator.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables of the Pod, read as Strimzi reads them, and what the lab's node adds:
 * {@code LAB_ROOT}, the folder that holds the mount paths, and {@code LAB_POD_ADDRESS}, the address
 * to listen on.
 */
public record Environment(Map<String, String> variables) {

  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** The value of a variable that is set and not empty. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * The value of a variable that has to be there.
   *
   * @throws IllegalStateException when it is not; its message names the variable
   */
  public String required(String name) {
    return value(name)
        .orElseThrow(
            () -> new IllegalStateException("Environment variable " + name + " is not set"));
  }

  /** A variable in milliseconds. */
  public Duration milliseconds(String name, Duration otherwise) {
    return value(name).map(Long::parseLong).map(Duration::ofMillis).orElse(otherwise);
  }

  /** A whole number. */
  public int number(String name, int otherwise) {
    return value(name).map(Integer::parseInt).orElse(otherwise);
  }

  /** A variable that is {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    return value(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** A variable of {@code key=value} pairs, separated by white space or commas. */
  public Map<String, String> pairs(String name) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : value(name).orElse("").split("[\\s,]+", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }

  /** A path of the image or of a mount as it is found on this machine. */
  public Path path(String inPod) {
    String root = value("LAB_ROOT").orElse("");
    return Path.of(root + inPod);
  }

  /** The address that this Pod's processes listen on. */
  public String podAddress() {
    return value("LAB_POD_ADDRESS").orElse("0.0.0.0");
  }
}
