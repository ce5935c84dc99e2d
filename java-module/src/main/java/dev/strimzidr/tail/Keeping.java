package dev.strimzidr.tail;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Brings the files of an export into a topic of ours, each from where the topic stands. */
final class Keeping {
  private final ExportFolder folder;
  private final Manifest manifest;
  private final KeptLog there;
  private final Optional<KeptWriter> writer;
  private final Map<TopicPartition, Exported> entries = new TreeMap<>(Export.ORDER);
  private boolean changed;

  /**
   * Does nothing yet.
   *
   * @param manifest of the files
   * @param there what the topic has, and is whole
   * @param writer none to predict only
   */
  Keeping(ExportFolder folder, Manifest manifest, KeptLog there, Optional<KeptWriter> writer) {
    this.folder = folder;
    this.manifest = manifest;
    this.there = there;
    this.writer = writer;
    there
        .manifest()
        .ifPresent(
            before -> before.files().forEach(entry -> entries.put(entry.topicPartition(), entry)));
  }

  /**
   * Brings all of it.
   *
   * @return whether anything was written, or would be
   * @throws ModuleFailure when the topic has other records than the files
   */
  boolean bring() {
    for (Exported file : manifest.files()) {
      try {
        bring(file);
      } catch (IOException e) {
        throw Export.failure("reading " + folder.file(file), e);
      }
    }
    Manifest whole = described(true);
    if (there.manifest().filter(whole::sameContent).isEmpty()) {
      changed = true;
      writer.ifPresent(open -> open.commit(whole));
    }
    return changed;
  }

  private void bring(Exported file) throws IOException {
    TopicPartition partition = file.topicPartition();
    Content had = there.content(partition);
    Content has = new Content();
    String name = ExportFolder.lines(partition);
    FileRecords.read(
        folder.file(file),
        file,
        record -> {
          has.add(record);
          if (has.tally().records() > had.tally().records()) {
            write(record);
            if (writer.filter(KeptWriter::full).isPresent()) {
              entries.put(partition, file.upTo(name, has));
              writer.ifPresent(open -> open.commit(described(false)));
            }
          } else if (has.tally().records() == had.tally().records()) {
            requireSame(partition, has.sha256().equals(had.sha256()));
          }
        });
    requireSame(partition, has.tally().records() >= had.tally().records());
    entries.put(partition, file.in(name, has.size(), has.sha256()));
  }

  private void write(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    changed = true;
    writer.ifPresent(open -> open.write(manifest.source(), record));
  }

  private Manifest described(boolean all) {
    return manifest.with(all, new ArrayList<>(entries.values()));
  }

  private void requireSame(TopicPartition partition, boolean same) {
    if (!same) {
      throw new ModuleFailure(
          Reason.CONFLICT,
          "%s in the files of the export is not what the topic has of it: one of them was changed, or they were exported at different times. See what the topic has with from=active and state=exported to another folder"
              .formatted(partition));
    }
  }
}
