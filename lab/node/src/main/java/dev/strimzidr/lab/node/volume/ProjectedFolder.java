package dev.strimzidr.lab.node.volume;

import dev.strimzidr.lab.node.files.AtomicFiles;
import dev.strimzidr.lab.node.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder whose files change all at once, the way a kubelet does it: each name is a link through
 * {@code ..data}, and {@code ..data} is a link that is replaced.
 */
final class ProjectedFolder {
  private static final String DATA = "..data";

  private final Path folder;
  private Map<String, byte[]> current = Map.of();
  private boolean written;
  private int version;

  ProjectedFolder(Path folder) {
    this.folder = folder;
  }

  void write(Map<String, byte[]> files) throws IOException {
    if (written && same(files)) {
      return;
    }
    Folders.create(folder);
    Path data = folder.resolve(DATA);
    Path before = Files.isSymbolicLink(data) ? folder.resolve(Files.readSymbolicLink(data)) : data;
    Path next = nextVersion();
    for (var file : files.entrySet()) {
      AtomicFiles.write(next.resolve(file.getKey()).normalize(), file.getValue());
    }
    link(DATA, next.getFileName());
    linkNames(files.keySet());
    if (!before.equals(data)) {
      Folders.delete(before);
    }
    current = Map.copyOf(files);
    written = true;
  }

  private Path nextVersion() throws IOException {
    Path next;
    do {
      next = folder.resolve(".." + version++);
    } while (Files.exists(next, LinkOption.NOFOLLOW_LINKS));
    return Folders.create(next);
  }

  private void linkNames(Set<String> paths) throws IOException {
    Set<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(Path.of(path).getName(0).toString()));
    for (String name : names) {
      link(name, Path.of(DATA, name));
    }
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith("..") && !names.contains(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  private void link(String name, Path target) throws IOException {
    Path part = folder.resolve("..part");
    Files.deleteIfExists(part);
    Files.createSymbolicLink(part, target);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean same(Map<String, byte[]> files) {
    return current.keySet().equals(files.keySet())
        && files.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), current.get(file.getKey())));
  }
}
