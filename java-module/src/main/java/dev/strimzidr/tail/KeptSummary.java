package dev.strimzidr.tail;

import dev.strimzidr.kafka.SpanReader;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a topic says of the tail in it, by its last manifest; its records are not read. */
final class KeptSummary {
  /** A manifest and the markers behind it, and behind what was aborted. */
  private static final int LAST = 16;

  private final KeptTopic topic;
  private Optional<Manifest> manifest = Optional.empty();

  private KeptSummary(KeptTopic topic) {
    this.topic = topic;
  }

  /**
   * As the module returns it.
   *
   * @param site where the topic is
   */
  static Map<String, @Nullable Object> of(String site, KeptTopic topic) {
    return new KeptSummary(topic).document(site);
  }

  private Map<String, @Nullable Object> document(String site) {
    SpanReader.Span log = topic.committed();
    read(new SpanReader.Span(Math.max(log.begin(), log.end() - LAST), log.end()));
    if (manifest.isEmpty()) {
      read(log);
    }
    boolean empty = log.begin() == log.end();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("site", site);
    document.put("topic", topic.name());
    document.put("source", manifest.map(Manifest::source).orElse(null));
    document.put("at", manifest.map(found -> found.forkPoints().at()).orElse(null));
    document.put("records", count(empty, Manifest::records));
    document.put("bytes", count(empty, Manifest::bytes));
    document.put("expires", expires());
    document.put("why", empty ? null : why(log));
    return document;
  }

  private @Nullable Long count(boolean empty, Function<Manifest, Long> of) {
    if (empty) {
      return 0L;
    }
    return manifest.map(of).orElse(null);
  }

  private void read(SpanReader.Span span) {
    if (span.begin() < span.end()) {
      topic.spans(span, found -> manifest = KeptRecords.manifest(found).or(() -> manifest));
    }
  }

  private @Nullable String expires() {
    OptionalLong first = topic.firstWritten();
    Optional<Duration> retention = topic.retention();
    return first.isEmpty() || retention.isEmpty()
        ? null
        : Instant.ofEpochMilli(first.getAsLong()).plus(retention.get()).toString();
  }

  private @Nullable String why(SpanReader.Span log) {
    if (log.begin() > 0) {
      return "retention has deleted what was before offset " + log.begin();
    }
    if (manifest.isEmpty()) {
      return "it has no manifest";
    }
    return manifest.get().complete()
        ? null
        : "its export was cut off, or a transaction was open: run the rejoin again";
  }
}
