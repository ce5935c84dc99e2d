package dev.strimzidr.report;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The folder of one move. Every run of the same move writes to the same one, which is named by when
 * the move began.
 *
 * @param path its path
 */
record ReportFolder(Path path) {
  private static final DateTimeFormatter BEGUN =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  static ReportFolder of(Path reports, MoveReport.Times move) {
    return new ReportFolder(
        reports.resolve(
            "%s-%s-%s-to-%s"
                .formatted(
                    BEGUN.format(Instant.parse(move.begun())),
                    move.kind(),
                    move.from(),
                    move.to())));
  }

  Path page() {
    return path.resolve("report.html");
  }

  Path data() {
    return path.resolve("report.json");
  }

  /** What an earlier run of the move has written; empty where none has, or it cannot be read. */
  Optional<MoveReport> earlier() {
    try {
      return Optional.of(ReportData.JSON.readValue(data().toFile(), MoveReport.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes both files; each is there in full or not at all.
   *
   * @throws ModuleFailure when the folder cannot be written to
   */
  void write(String page, String data) {
    try {
      Files.createDirectories(path, FOLDER_MODE);
      write(data(), data);
      write(page(), page);
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.STORAGE,
          "The report cannot be written to %s (option directory): %s. Allowed is a folder that this user can make or write to."
              .formatted(path, e),
          e);
    }
  }

  private void write(Path file, String text) throws IOException {
    Path fresh = Files.createTempFile(path, ".report", ".new", FILE_MODE);
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
