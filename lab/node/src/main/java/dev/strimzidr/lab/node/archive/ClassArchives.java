package dev.strimzidr.lab.node.archive;

import dev.strimzidr.lab.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The class archives of this user, one for each program, set of jars and JDK. A JVM that starts
 * with one takes two thirds of the time, and shares the memory of its classes with others.
 */
public final class ClassArchives {
  private static final Duration KEPT = Duration.ofDays(14);
  private static final String SUFFIX = ".jsa";

  private final Path folder;
  private final Clock clock;

  /** Archives in a folder. */
  public ClassArchives(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The archives in the user's cache. */
  public static ClassArchives ofUser() {
    String cache =
        Objects.requireNonNullElseGet(
            System.getenv("XDG_CACHE_HOME"), () -> System.getProperty("user.home") + "/.cache");
    return new ClassArchives(Path.of(cache, "strimzi-dr", "class-archives"), Clock.systemUTC());
  }

  /** The options that let a JVM use the archive of its program, if there is one. */
  public List<String> options(Program program) {
    Path archive = file(program);
    if (!Files.exists(archive)) {
      return List.of();
    }
    touch(archive);
    return List.of("-XX:SharedArchiveFile=" + archive);
  }

  /** Where the archive of a program is or would be. */
  Path file(Program program) {
    return folder.resolve(program.name() + "-" + Fingerprint.of(program.classPath()) + SUFFIX);
  }

  /** Removes what nobody has used for two weeks. */
  void prune() {
    Instant oldest = clock.instant().minus(KEPT);
    try (var archives = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path archive : archives) {
        if (Files.getLastModifiedTime(archive).toInstant().isBefore(oldest)) {
          Files.delete(archive);
        }
      }
    } catch (IOException e) {
      throw new NodeException("Old class archives cannot be removed from " + folder, e);
    }
  }

  private void touch(Path archive) {
    try {
      Files.setLastModifiedTime(archive, FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw new NodeException("The class archive cannot be used: " + archive, e);
    }
  }
}
