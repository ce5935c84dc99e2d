package dev.strimzidr.lab.node.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log. */
public final class LogTail {
  private static final int LINES = 15;
  private static final int BYTES = 4000;

  private LogTail() {}

  /** At most fifteen lines; says why where the file cannot be read. */
  public static String of(Path log) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - BYTES));
      byte[] bytes = new byte[BYTES];
      int n = Math.max(0, file.read(bytes));
      List<String> lines = new String(bytes, 0, n, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }
}
