package dev.strimzidr.lab.node.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of a site whose containers end as soon as they start, in a file. */
public final class CrashFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> PARTS = new TypeReference<>() {};

  private CrashFile() {}

  /** The parts that are written down. */
  public static List<String> read(Path file) {
    try {
      return Files.exists(file) ? JSON.readValue(file.toFile(), PARTS) : List.of();
    } catch (IOException e) {
      throw new NodeException("The parts that crash cannot be read: " + file, e);
    }
  }

  /** Whether a process of this name is to crash. */
  public static boolean concerns(Path file, String process) {
    return read(file).stream().anyMatch(part -> Part.parse(part).includes(process));
  }

  static void write(Path file, List<String> parts) {
    try {
      AtomicFiles.write(file, JSON.writeValueAsString(parts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
