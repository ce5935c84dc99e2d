package dev.strimzidr.tail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A tail as the module returns it. */
final class TailReport {
  private TailReport() {}

  static Map<String, @Nullable Object> of(Tail tail) {
    List<Tail.Part> parts = tail.parts();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("records", parts.stream().mapToLong(part -> part.tally().records()).sum());
    facts.put("bytes", parts.stream().mapToLong(part -> part.tally().bytes()).sum());
    facts.put("lost_to_retention", tail.lost());
    facts.put("problems", tail.problems().stream().map(Problem::text).toList());
    facts.put("partitions", parts.stream().map(TailReport::partition).toList());
    facts.put("groups", groups(parts));
    return facts;
  }

  /** A tail as its export describes it; what groups had read of it was said when it was made. */
  static Map<String, @Nullable Object> of(Manifest manifest) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("source", manifest.source());
    facts.put("cluster_id", manifest.clusterId());
    facts.put("topics_left_out", List.of());
    facts.put("records", manifest.records());
    facts.put("bytes", manifest.bytes());
    facts.put("lost_to_retention", manifest.lostToRetention());
    facts.put("problems", manifest.problems());
    facts.put("partitions", manifest.files().stream().map(TailReport::partition).toList());
    facts.put("groups", List.of());
    return facts;
  }

  private static Map<String, @Nullable Object> partition(Exported file) {
    Map<String, @Nullable Object> document = place(file.topicPartition());
    document.put("first", file.first());
    document.put("last", file.last());
    document.put("records", file.records());
    document.put("bytes", file.bytes());
    document.put("oldest", file.oldest());
    document.put("newest", file.newest());
    document.put("lost_to_retention", file.lostToRetention());
    document.put("problem", null);
    document.put("file", ExportFolder.name(file.topicPartition()));
    return document;
  }

  private static Map<String, @Nullable Object> partition(Tail.Part part) {
    Tally tally = part.tally();
    boolean some = tally.records() > 0;
    Map<String, @Nullable Object> document = place(part.stretch().partition());
    document.put("first", some ? tally.first() : null);
    document.put("last", some ? tally.last() : null);
    document.put("records", tally.records());
    document.put("bytes", tally.bytes());
    document.put("oldest", some ? tally.oldest() : null);
    document.put("newest", some ? tally.newest() : null);
    document.put("lost_to_retention", part.stretch().lost());
    document.put("problem", problem(part.stretch()));
    document.put("file", part.file().map(Exported::file).orElse(null));
    return document;
  }

  private static @Nullable String problem(Stretch stretch) {
    return stretch.problems().isEmpty()
        ? null
        : stretch.problems().stream().map(Problem::text).collect(Collectors.joining("; "));
  }

  private static List<Map<String, @Nullable Object>> groups(List<Tail.Part> parts) {
    List<Map<String, @Nullable Object>> documents = new ArrayList<>();
    for (Tail.Part part : parts) {
      for (Tally.GroupRead group : part.tally().groups()) {
        if (group.read() == 0 && part.stretch().lost() == 0) {
          continue; // it has only passed markers of transactions
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("group", group.group());
        document.putAll(place(part.stretch().partition()));
        document.put("position", group.position());
        document.put("read", group.read());
        documents.add(document);
      }
    }
    return documents;
  }

  private static Map<String, @Nullable Object> place(TopicPartition partition) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("topic", partition.topic());
    document.put("partition", partition.partition());
    return document;
  }
}
