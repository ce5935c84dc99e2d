package dev.strimzidr.lab.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What happens to clients, besides records: {@code events.jsonl}. */
final class Events {
  private static final Duration GAP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Map<String, Instant> acknowledged = new ConcurrentHashMap<>();

  Events(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Something happened.
   *
   * @param client a producer or a group
   * @param event a word: opened, failed, gap, drained
   */
  void add(String client, String event, String text) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("client", client);
    line.put("event", event);
    line.put("text", text);
    ledger.add(line);
  }

  /** A record of a producer was acknowledged: a second without one before is a gap. */
  void acknowledged(String producer, Instant time) {
    Instant before = acknowledged.put(producer, time);
    if (before != null && Duration.between(before, time).compareTo(GAP) > 0) {
      add(producer, "gap", "nothing acknowledged from %s to %s".formatted(before, time));
    }
  }
}
