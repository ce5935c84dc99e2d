package dev.strimzidr.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Makes the files of an export from the topic in which it is kept. */
final class Restoration implements AutoCloseable {
  private final ExportFolder folder;
  private final Map<TopicPartition, Exported> files = new TreeMap<>(Export.ORDER);
  private final Map<TopicPartition, Exported> entries = new TreeMap<>(Export.ORDER);
  private Optional<TopicPartition> current = Optional.empty();
  private @Nullable RecordFile open;

  private Restoration(ExportFolder folder, Manifest kept) {
    this.folder = folder;
    kept.files().forEach(entry -> entries.put(entry.topicPartition(), entry));
  }

  /**
   * Fills a folder in which there are no files yet.
   *
   * @param kept the manifest of the topic, which is whole
   */
  static void fill(ExportFolder folder, KeptTopic topic, Manifest kept) throws IOException {
    folder.write(kept.with(false, List.of())); // from now on it is known whose folder this is
    try (Restoration restoration = new Restoration(folder, kept)) {
      Manifest read = topic.read(false, restoration::take).whole();
      restoration.publish();
      folder.write(read.with(true, new ArrayList<>(restoration.files.values())));
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    try {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (open == null || !current.equals(Optional.of(partition))) {
        publish();
        Path path = folder.file(partition);
        // It was exported in several goes.
        open =
            RecordFile.begin(
                path, files.containsKey(partition) ? Optional.of(path) : Optional.empty());
        current = Optional.of(partition);
      }
      open.write(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish() throws IOException {
    if (open != null && current.isPresent()) {
      TopicPartition partition = current.get();
      open.publish();
      Exported entry = Objects.requireNonNull(entries.get(partition));
      files.put(partition, entry.in(ExportFolder.name(partition), open.size(), open.sha256()));
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
