package dev.strimzidr.lab.image.kafka;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the lab's node tells the process that plays a container.
 *
 * @param root the folder in which the container's mount paths exist
 * @param address the loopback address to listen on
 * @param name the Pod's full name
 */
record LabContainer(Path root, String address, String name) {
  private static final String CONFIGURATION = "/opt/kafka/custom-config";

  static LabContainer current() {
    return new LabContainer(
        Path.of(required("LAB_ROOT")), required("LAB_POD_ADDRESS"), required("LAB_POD_NAME"));
  }

  /** Where a path of the container is on this machine. */
  Path path(String mounted) {
    return root.resolve(mounted.replaceFirst("^/+", ""));
  }

  /** A file of the folder that the operator's ConfigMap is mounted at. */
  Path configuration(String name) {
    return path(CONFIGURATION).resolve(name);
  }

  String text(String name) {
    try {
      return Files.readString(configuration(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + configuration(name), e);
    }
  }

  Properties properties(String name) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configuration(name))) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + configuration(name), e);
    }
  }

  /** Keeps a rewritten configuration where the container keeps temporary files. */
  Path write(Properties properties, String name) {
    Path file = path("/tmp").resolve(name);
    // In Latin-1 with escapes, as Kafka reads it.
    try (var stream = Files.newOutputStream(file)) {
      properties.store(stream, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Uses the operator's logging configuration; to be called before anything is logged. */
  void configureLogging() {
    Path file = configuration("log4j2.properties");
    if (Files.exists(file)) {
      System.setProperty("log4j2.configurationFile", file.toString());
    }
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw new IllegalStateException(variable + " is not set: the lab's node starts this class");
    }
    return value;
  }
}
