package dev.strimzidr.tail;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Files of the tail. What is in them already stays; what is damaged is made again. */
final class Export implements Destination, AutoCloseable {
  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final ExportFolder folder;
  private final Manifest own;
  private final Clock clock;
  private final boolean write;
  private final Optional<Manifest> before;
  private final Map<TopicPartition, Exported> files = new TreeMap<>(ORDER);
  private final Map<TopicPartition, Exported> damaged = new HashMap<>();
  private final Map<TopicPartition, RecordFile> open = new HashMap<>();
  private final Set<TopicPartition> unread = new HashSet<>();
  private boolean touched;
  private boolean published;
  private Manifest finished;

  private Export(ExportFolder folder, Manifest own, Clock clock, boolean write) throws IOException {
    this.folder = folder;
    this.own = own;
    this.clock = clock;
    this.write = write;
    this.finished = own;
    this.before = folder.manifest(own);
    for (Exported file : before.map(Manifest::files).orElse(List.of())) {
      (intact(file) ? files : damaged).put(file.topicPartition(), file);
    }
  }

  /**
   * Opens an export and verifies what it has.
   *
   * @param own a manifest without files
   * @param write false to predict only
   * @throws ModuleFailure when the folder cannot be used, or holds something else
   */
  static Export open(Path directory, Manifest own, Clock clock, boolean write) {
    try {
      ExportFolder folder = ExportFolder.open(directory, write);
      try {
        return new Export(folder, own, clock, write);
      } catch (IOException | ModuleFailure e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure("opening the export " + directory, e);
    }
  }

  @Override
  public Optional<Exported> held(TopicPartition partition) {
    return Optional.ofNullable(files.get(partition));
  }

  @Override
  public Optional<Exported> damaged(TopicPartition partition) {
    return Optional.ofNullable(damaged.get(partition));
  }

  /** The names of files that were damaged or missing, sorted. */
  List<String> damagedFiles() {
    return damaged.values().stream().map(Exported::file).sorted().toList();
  }

  @Override
  public void count(TopicPartition partition, Tally tally) {
    Exported file = files.get(partition);
    if (file == null) {
      return;
    }
    readBack(file, tally);
  }

  /** Reads a file from its beginning to its end, and counts what is in it. */
  private void readBack(Exported file, Tally tally) {
    try {
      FileRecords.read(
          folder.file(file),
          file,
          record -> tally.add(record.offset(), record.timestamp(), TailLines.bytes(record)));
    } catch (IOException e) {
      throw failure("reading " + folder.file(file), e);
    }
  }

  @Override
  public void take(Stretch stretch, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    try {
      if (!touched) {
        touched = true;
        keep(false, List.of()); // from now on it is known whose folder this is
      }
      if (write) {
        RecordFile file = open.get(stretch.partition());
        if (file == null) {
          file = begin(stretch);
          open.put(stretch.partition(), file);
        }
        file.write(record);
      }
    } catch (IOException e) {
      throw failure("writing " + folder.file(stretch.partition()), e);
    }
  }

  private RecordFile begin(Stretch stretch) throws IOException {
    Path path = folder.file(stretch.partition());
    boolean held = files.containsKey(stretch.partition());
    if (!held && stretch.lost() > 0 && Files.exists(path)) {
      // It may have records that are nowhere else.
      int number = 1;
      while (Files.exists(aside(path, number))) {
        number++;
      }
      DurableFiles.rename(path, aside(path, number));
    }
    return RecordFile.begin(path, held ? Optional.of(path) : Optional.empty());
  }

  private static Path aside(Path path, int number) {
    return path.resolveSibling("%s.damaged-%d".formatted(path.getFileName(), number));
  }

  @Override
  public void settle(Stretch stretch, Tally tally) {
    TopicPartition partition = stretch.partition();
    try (RecordFile file = open.remove(partition)) {
      if (file != null) {
        file.publish();
        files.put(partition, entry(stretch, tally, file.size(), file.sha256()));
        published = true;
        unread.add(partition);
      } else {
        Exported held = files.get(partition);
        if (held != null && stretch.until() > held.until()) {
          files.put(partition, entry(stretch, tally, held.size(), held.sha256()));
        }
      }
    } catch (IOException e) {
      throw failure("writing " + folder.file(partition), e);
    }
  }

  @Override
  public void keep() {
    if (published) {
      published = false;
      keep(false, List.of());
    }
  }

  /**
   * Reads back what was written and writes the manifest for the last time.
   *
   * @param problems why it is not all of the tail
   * @param lost offsets that were gone before they were exported
   * @return whether anything is another than before, or would be
   */
  boolean finish(List<Problem> problems, long lost) {
    unread.forEach(
        partition -> readBack(Objects.requireNonNull(files.get(partition)), new Tally(Map.of())));
    boolean complete =
        problems.stream().noneMatch(problem -> problem.kind() == Problem.Kind.OPEN_TRANSACTION);
    Manifest manifest = manifest(complete, problems.stream().map(Problem::text).toList(), lost);
    boolean same = !touched && before.filter(manifest::sameContent).isPresent();
    if (!same) {
      write(manifest);
    }
    finished = manifest;
    return !same;
  }

  /** What it is, once finished. */
  Manifest manifest() {
    return finished;
  }

  ExportFolder folder() {
    return folder;
  }

  private void keep(boolean complete, List<String> problems) {
    write(manifest(complete, problems, 0));
  }

  private void write(Manifest manifest) {
    if (write) {
      try {
        folder.write(manifest);
      } catch (IOException e) {
        throw failure("writing " + folder.path(), e);
      }
    }
  }

  private Manifest manifest(boolean complete, List<String> problems, long lost) {
    List<Exported> all = new ArrayList<>(files.values());
    return new Manifest(
        Manifest.FORMAT,
        complete,
        own.source(),
        own.clusterId(),
        own.forkPoints(),
        clock.instant().toString(),
        all.stream().mapToLong(Exported::records).sum(),
        all.stream().mapToLong(Exported::bytes).sum(),
        lost,
        problems,
        all);
  }

  private static Exported entry(Stretch stretch, Tally tally, long size, String sha256) {
    TopicPartition partition = stretch.partition();
    return new Exported(
        ExportFolder.name(partition),
        partition.topic(),
        stretch.topicId(),
        partition.partition(),
        stretch.begin(),
        stretch.until(),
        tally.first(),
        tally.last(),
        tally.records(),
        tally.bytes(),
        tally.oldest(),
        tally.newest(),
        stretch.lost(),
        size,
        sha256);
  }

  private boolean intact(Exported file) throws IOException {
    Path path = folder.file(file);
    return Files.isRegularFile(path)
        && Files.size(path) == file.size()
        && Checksums.sha256(path).equals(file.sha256());
  }

  static ModuleFailure failure(String what, IOException e) {
    return new ModuleFailure(
        Reason.STORAGE,
        "%s: %s. What was exported before is kept; make room or give the rights, and run it again"
            .formatted(what, e),
        e);
  }

  /** Leaves nothing behind of files that are not finished. */
  @Override
  public void close() {
    try (folder) {
      for (RecordFile file : open.values()) {
        file.close();
      }
    } catch (IOException e) {
      throw failure("closing the export", e);
    }
  }
}
