package dev.strimzidr.lab.node.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import dev.strimzidr.lab.node.files.SiteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What the site's process says of itself.
 *
 * @param pid its process
 * @param phase how far it is
 * @param build tells the build that it runs from others
 * @param message why it failed
 */
public record NodeState(long pid, Phase phase, String build, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How far the process is. */
  public enum Phase {
    /** The control plane is starting. */
    STARTING,
    /** Pods can run. */
    READY,
    /** It was asked to stop. */
    STOPPING,
    /** It could not start. */
    FAILED
  }

  /** The last word of a site's process, which may be dead by now. */
  public static Optional<NodeState> read(SiteFolders folders) {
    if (!Files.exists(folders.nodeState())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(folders.nodeState().toFile(), NodeState.class));
    } catch (IOException e) {
      throw new NodeException("Cannot read " + folders.nodeState(), e);
    }
  }

  /** Writes down how far this process is. */
  public static void write(SiteFolders folders, Phase phase, String build, String message) {
    var state = new NodeState(ProcessHandle.current().pid(), phase, build, message);
    try {
      AtomicFiles.write(folders.nodeState(), JSON.writeValueAsString(state));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
