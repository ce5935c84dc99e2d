package dev.strimzidr.module;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file in which faults leave their traces. A JVM that serves a run has one from its start, into
 * which all that it prints goes; a module with a JVM of its own makes one when it has a fault. Only
 * the user who runs the playbook can read it.
 *
 * @param file where it is
 */
public record RunLog(Path file) {
  /** The folder of the files; by default one of the user below the temporary folder. */
  public static final String FOLDER = "STRIMZI_DR_LOG";

  /** How the launcher tells the JVM of a run which file is its own. */
  static final String PROPERTY = "strimzi-dr.log";

  private static final Duration KEPT = Duration.ofDays(3);
  private static final String ENDING = ".log";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** That of this JVM. */
  public static RunLog ofThisJvm() {
    return of(System.getProperty(PROPERTY), System::getenv, ProcessHandle.current().pid());
  }

  static RunLog of(
      @Nullable String file, UnaryOperator<@Nullable String> environment, long process) {
    if (file != null && !file.isBlank()) {
      return new RunLog(Path.of(file));
    }
    String given = environment.apply(FOLDER);
    return new RunLog(
        (given == null || given.isBlank() ? ownFolder(environment) : Path.of(given))
            .resolve("module-%d%s".formatted(process, ENDING)));
  }

  /** As {@code setup/jbang/ask} has it for the socket. */
  private static Path ownFolder(UnaryOperator<@Nullable String> environment) {
    for (String name : List.of("XDG_RUNTIME_DIR", "TMPDIR")) {
      String above = environment.apply(name);
      if (above != null && !above.isBlank()) {
        return below(Path.of(above));
      }
    }
    return below(Path.of("/tmp"));
  }

  private static Path below(Path above) {
    Object user;
    try {
      user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      user = System.getProperty("user.name");
    }
    return above.resolve("strimzi-dr-" + user);
  }

  /**
   * Writes down a fault.
   *
   * @param call what was called, without secrets
   * @return where it stands, or why it does not
   */
  String add(String call, Throwable fault, InstantSource clock) {
    StringWriter text = new StringWriter();
    text.append(clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()).append(' ').append(call);
    text.append(System.lineSeparator());
    fault.printStackTrace(new PrintWriter(text, true));
    try {
      make();
      Files.writeString(file, text.toString(), StandardOpenOption.APPEND);
      return "the trace is in " + file;
    } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
      System.err.print(text);
      return "its trace could not be written to %s: %s".formatted(file, e);
    }
  }

  private void make() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ENTERS);
    }
    if (!Files.exists(file)) {
      Files.createFile(file, OWNER_ONLY);
    }
  }

  /** Removes the files of runs that ended more than three days ago. */
  public void removeOld(InstantSource clock) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    Instant oldest = clock.instant().minus(KEPT);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{run,module}-*" + ENDING)) {
      for (Path one : files) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(one);
        }
      }
    } catch (IOException e) {
      System.err.printf("old logs in %s stay: %s%n", folder, e);
    }
  }

  /**
   * A call as it may be shown: without the values of options that are secret or not known, and
   * without what stands in maps.
   */
  static String call(Module module, Map<String, ?> given) {
    StringBuilder text = new StringBuilder(module.getClass().getSimpleName());
    given.forEach((name, value) -> {
      if (!name.startsWith("_ansible")) {
        text.append(' ').append(name).append('=').append(shown(module, name, value));
      }
    });
    return text.toString();
  }

  private static String shown(Module module, String name, @Nullable Object value) {
    boolean open =
        module.spec().options().stream()
            .anyMatch(option ->
                (option.name().equals(name) || option.aliases().contains(name))
                    && !option.secret()
                    && option.type() != Type.RAW);
    boolean plain =
        value == null
            || value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
    return open && plain ? String.valueOf(value) : "(not shown)";
  }
}
