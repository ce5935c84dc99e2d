package dev.strimzidr.module;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
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
import java.util.Optional;
import java.util.Set;
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
  private static final Set<OpenOption> APPENDED =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** That of this JVM. */
  public static RunLog ofThisJvm() {
    String file = System.getProperty(PROPERTY, "");
    String folder = set(FOLDER).orElse("");
    if (!file.isBlank()) {
      return new RunLog(Path.of(file));
    }
    return new RunLog(
        (folder.isEmpty() ? ownFolder() : Path.of(folder))
            .resolve("module-%d%s".formatted(ProcessHandle.current().pid(), ENDING)));
  }

  /** As {@code setup/jbang/ask} has it for the socket. */
  private static Path ownFolder() {
    return below(Path.of(set("XDG_RUNTIME_DIR").or(() -> set("TMPDIR")).orElse("/tmp")));
  }

  private static Optional<String> set(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  private static Path below(Path above) {
    return above.resolve("strimzi-dr-" + Account.id());
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
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder, OWNER_ENTERS);
      }
      // A link that somebody else has put there is not followed.
      try (WritableByteChannel log = Files.newByteChannel(file, APPENDED, OWNER_ONLY)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
          int unused = log.write(bytes);
        }
      }
      return "the trace is in " + file;
    } catch (IOException | UnsupportedOperationException e) {
      System.err.print(text);
      return "its trace could not be written to %s: %s".formatted(file, e);
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
