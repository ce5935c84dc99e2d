package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.SiteFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Makes commands on one site wait for each other: two at once would undo each other's work. The
 * lock ends with the process that holds it.
 */
public final class SiteLock {
  private SiteLock() {}

  /** Does something while no other command does. */
  public static <T> T hold(SiteFolders folders, Supplier<T> action) {
    var file = folders.site().resolve("lock");
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new NodeException("The lock of the site cannot be held: " + file);
      }
      return action.get();
    } catch (IOException e) {
      throw new NodeException("The site cannot be locked: " + file, e);
    }
  }
}
