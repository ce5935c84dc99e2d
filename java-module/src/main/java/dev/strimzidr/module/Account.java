package dev.strimzidr.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process is for the operating system. */
public final class Account {
  private static final String UNKNOWN = "?";

  private Account() {}

  /**
   * The name of the user; in a container, which may know no name for the user that it runs as, the
   * number.
   *
   * @return such as {@code admin}, or {@code uid 64321}
   */
  public static String name() {
    String name = System.getProperty("user.name");
    return name.equals(UNKNOWN) ? "uid " + id() : name;
  }

  /**
   * What tells users apart.
   *
   * @return the number of the user, such as {@code 64321}; the name where there are no numbers
   */
  public static String id() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException e) {
      return System.getProperty("user.name");
    }
  }
}
