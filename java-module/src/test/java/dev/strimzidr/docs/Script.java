package dev.strimzidr.docs;

import dev.strimzidr.module.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script by which Ansible launches a module.
 *
 * @param name the name of the module
 */
record Script(String name) {
  private static final Path FOLDER = Path.of("../jbang-scripts");
  private static final Pattern IMPORT =
      Pattern.compile("^import (dev\\.strimzidr\\.[\\w.]+);$", Pattern.MULTILINE);
  private static final String SIDECAR = ".yml";

  /** The names of all files that are no sidecars. */
  static Set<String> names() {
    return files(name -> !name.endsWith(SIDECAR));
  }

  /** The names of the modules that have a sidecar. */
  static Set<String> documented() {
    Set<String> names = new TreeSet<>();
    files(name -> name.endsWith(SIDECAR))
        .forEach(file -> names.add(file.substring(0, file.length() - SIDECAR.length())));
    return names;
  }

  Path sidecar() {
    return FOLDER.resolve(name + SIDECAR);
  }

  /** The module that the script imports. */
  Module module() {
    try {
      String source = Files.readString(FOLDER.resolve(name));
      Matcher imported = IMPORT.matcher(source);
      if (!imported.find()) {
        throw new AssertionError(name + " imports no module");
      }
      return Class.forName(imported.group(1))
          .asSubclass(Module.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " imports what is not there", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static Set<String> files(Predicate<String> wanted) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (wanted.test(name)) {
          names.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
