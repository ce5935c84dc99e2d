package dev.strimzidr.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner can read. */
final class PrivateFile {
  private static final String FILE_MODE = "rw-------";
  private static final String FOLDER_MODE = "rwx------";

  private PrivateFile() {}

  /**
   * Whether the file had to be written; it is replaced in one step, and nobody else can read it at
   * any time.
   */
  static boolean write(Path file, String text, boolean checkMode) throws IOException {
    boolean same =
        Files.isRegularFile(file)
            && Files.readString(file, StandardCharsets.UTF_8).equals(text)
            && PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(FILE_MODE);
    if (same || checkMode) {
      return !same;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("no folder");
    }
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_MODE)));
    Path fresh =
        Files.createTempFile(
            directory,
            ".client",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return true;
  }
}
