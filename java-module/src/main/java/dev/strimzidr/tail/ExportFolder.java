package dev.strimzidr.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The folder of one export: the manifest and the names of files in it. */
final class ExportFolder implements AutoCloseable {
  private static final String MANIFEST = "manifest.json";
  private static final String LOCK = ".lock";
  private static final String RECORDS = "records";
  private static final int FEW = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final @Nullable FileChannel lock;

  private ExportFolder(Path folder, @Nullable FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens it; nobody else can write to it then.
   *
   * @param write whether it may be written to; it is made then where it is not there
   * @throws ModuleFailure when it is in use, or holds something else than an export
   */
  static ExportFolder open(Path folder, boolean write) throws IOException {
    if (write) {
      DurableFiles.folder(folder);
    }
    ExportFolder opened = new ExportFolder(folder, write ? lock(folder) : null);
    try {
      opened.requireOwn();
      return opened;
    } catch (IOException | ModuleFailure e) {
      opened.close();
      throw e;
    }
  }

  Path path() {
    return folder.resolve(MANIFEST);
  }

  Path file(Exported exported) {
    return folder.resolve(exported.file());
  }

  /** The name of a partition's file, relative to the folder. */
  static String name(TopicPartition partition) {
    return "%s/%s/%d.jsonl.gz".formatted(RECORDS, partition.topic(), partition.partition());
  }

  /** The name of its lines, uncompressed. */
  static String lines(TopicPartition partition) {
    return name(partition).replaceFirst("\\.gz$", "");
  }

  Path file(TopicPartition partition) {
    return folder.resolve(name(partition));
  }

  /**
   * The manifest that is there.
   *
   * @throws ModuleFailure when it is not a manifest
   */
  Optional<Manifest> manifest() throws IOException {
    if (!Files.exists(path())) {
      return Optional.empty();
    }
    Manifest found;
    try {
      found = JSON.readValue(path().toFile(), Manifest.class);
    } catch (JsonProcessingException e) {
      throw refused("its manifest.json is not one of an export", e);
    }
    if (found.format() != Manifest.FORMAT) {
      throw refused("it has the format %d".formatted(found.format()), null);
    }
    return Optional.of(found);
  }

  /**
   * The manifest that is there.
   *
   * @throws ModuleFailure when it is of another tail than this one, or not a manifest
   */
  Optional<Manifest> manifest(Manifest own) throws IOException {
    Optional<Manifest> found = manifest();
    if (found.isPresent() && !found.get().sameTail(own)) {
      throw refused(
          "it holds the export of %s; this one is of %s".formatted(found.get().tail(), own.tail()),
          null);
    }
    return found;
  }

  void write(Manifest manifest) throws IOException {
    try (DurableFiles.Part part = DurableFiles.part(path());
        OutputStream out = part.out()) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      out.write('\n');
      part.publish();
    }
  }

  private void requireOwn() throws IOException {
    if (!Files.isDirectory(folder) || Files.exists(path())) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> others =
          entries
              .filter(entry -> !DurableFiles.isPart(entry) && !entry.endsWith(LOCK))
              .map(entry -> String.valueOf(entry.getFileName()))
              .sorted()
              .limit(FEW)
              .toList();
      if (!others.isEmpty()) {
        throw refused("it has no manifest.json, but %s".formatted(String.join(", ", others)), null);
      }
    }
  }

  private ModuleFailure refused(String why, @Nullable Throwable cause) {
    return new ModuleFailure(
        Reason.CONFLICT,
        "Nothing is exported to %s: %s. Name a folder of its own in the option directory"
            .formatted(folder, why),
        cause);
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = DurableFiles.open(folder.resolve(LOCK));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Said below.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new ModuleFailure(
        Reason.CONFLICT, "Another export to %s is running: wait for its end".formatted(folder));
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
