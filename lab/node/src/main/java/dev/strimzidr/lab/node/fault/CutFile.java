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

/** The cuts of a site, in a file: they outlive the site's process. */
public final class CutFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Cut>> CUTS = new TypeReference<>() {};

  private CutFile() {}

  /** The cuts that are written down. */
  public static List<Cut> read(Path file) {
    try {
      return Files.exists(file) ? JSON.readValue(file.toFile(), CUTS) : List.of();
    } catch (IOException e) {
      throw new NodeException("The cuts cannot be read: " + file, e);
    }
  }

  /** Writes the cuts down. */
  public static void write(Path file, List<Cut> cuts) {
    try {
      AtomicFiles.write(file, JSON.writeValueAsString(cuts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the site's process notes the cuts that it has put into force. */
  public static Path inForce(Path file) {
    return file.resolveSibling("cuts-in-force.json");
  }
}
