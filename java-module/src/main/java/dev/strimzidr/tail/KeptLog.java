package dev.strimzidr.tail;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What was read of a topic of ours, counted and summed up. No I/O. */
final class KeptLog {
  private final String place;
  private final long start;
  private final Map<TopicPartition, Content> contents = new HashMap<>();
  private Optional<Manifest> manifest = Optional.empty();
  private Optional<Long> first = Optional.empty();

  /**
   * Nothing was read yet.
   *
   * @param place the topic, and where it is
   * @param start where its log begins
   */
  KeptLog(String place, long start) {
    this.place = place;
    this.start = start;
  }

  /**
   * Takes the next record.
   *
   * @return the record of the tail; nothing for a manifest
   */
  Optional<ConsumerRecord<byte @Nullable [], byte @Nullable []>> take(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> found) {
    if (first.isEmpty()) {
      first = Optional.of(found.timestamp());
    }
    Optional<Manifest> described = KeptRecords.manifest(found);
    if (described.isPresent()) {
      manifest = described;
      return Optional.empty();
    }
    ConsumerRecord<byte @Nullable [], byte @Nullable []> record = KeptRecords.record(found);
    contents
        .computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()), partition -> new Content())
        .add(record);
    return Optional.of(record);
  }

  /** The last manifest; each transaction ends with one. */
  Optional<Manifest> manifest() {
    return manifest;
  }

  /** When the first record was written that is still there, in milliseconds since 1970. */
  Optional<Long> first() {
    return first;
  }

  Content content(TopicPartition partition) {
    return contents.getOrDefault(partition, new Content());
  }

  /**
   * The manifest, where all is there that it names, and unchanged.
   *
   * @throws ModuleFailure when something is not
   */
  Manifest whole() {
    List<String> wrong = new ArrayList<>();
    Map<TopicPartition, Content> left = new HashMap<>(contents);
    for (Exported entry : manifest.map(Manifest::files).orElse(List.of())) {
      Content content = left.remove(entry.topicPartition());
      long records = content == null ? 0 : content.tally().records();
      if (records != entry.records()) {
        wrong.add(
            "%s has %d of %d records".formatted(entry.topicPartition(), records, entry.records()));
      } else if (content != null && !content.sha256().equals(entry.sha256())) {
        wrong.add("%s has other records than were written".formatted(entry.topicPartition()));
      }
    }
    left.keySet().forEach(partition -> wrong.add("%s is in no manifest".formatted(partition)));
    if (manifest.isEmpty()) {
      wrong.add("it has no manifest");
    }
    if (!wrong.isEmpty()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s is not the whole export that it was: %s%s. If there is a folder with the export, delete the topic and call this module with from=directory and state=kept"
              .formatted(
                  place,
                  String.join("; ", wrong),
                  start > 0 ? "; retention deleted what was before offset " + start : ""));
    }
    return manifest.orElseThrow();
  }
}
