package dev.strimzidr.lab.node.files;

import dev.strimzidr.lab.node.NodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are replaced at once: whoever reads sees the old text or the new one. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes a file that only its owner may read; makes its folder. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file that only its owner may read; makes its folder. */
  public static void write(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".", ".part", mode);
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new NodeException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
