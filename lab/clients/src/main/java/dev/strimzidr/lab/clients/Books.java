package dev.strimzidr.lab.clients;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the ledgers, the topics and the export say of the records of a run. */
final class Books {
  private final RunInfo info;
  private final Map<RecordId, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Gaps> writes = new TreeMap<>();
  private final Map<String, Gaps> reads = new TreeMap<>();
  private final Map<Key, Place> places = new HashMap<>();
  private final List<RecordId> reordered = new ArrayList<>();
  private long unknownReordered;
  private long foreign;

  private record Key(String topic, String key) {}

  /** Up to where a key has come in the log. */
  private record Place(int partition, long sequence) {}

  private Books(RunInfo info) {
    this.info = info;
  }

  /** Opens them with what the ledgers say. */
  static Books of(Folder folder) {
    Books books = new Books(folder.info());
    if (Files.exists(folder.produced())) {
      Folder.read(folder.produced(), Produced.class, books::produced);
    }
    for (String group : books.info.groups()) {
      if (Files.exists(folder.consumed(group))) {
        books.consumed(folder, group);
      }
    }
    return books;
  }

  private void produced(Produced line) {
    entry(line.id()).produced(line);
    if (line.state() == Produced.State.ACKNOWLEDGED) {
      writes.computeIfAbsent(line.producer(), p -> new Gaps()).at(Instant.parse(line.time()));
    }
  }

  private void consumed(Folder folder, String group) {
    List<Entry.Reading> open = new ArrayList<>();
    int[] client = {0};
    Gaps gaps = reads.computeIfAbsent(group, g -> new Gaps());
    Folder.read(
        folder.consumed(group),
        Consumed.class,
        line -> {
          if (line.client() != client[0]) {
            client[0] = line.client();
            open.clear(); // what the client before has not committed stays so
          }
          switch (line.what()) {
            case READ -> {
              Entry.Reading reading = entry(line.id()).reading(group);
              reading.read();
              open.add(reading);
              gaps.at(Instant.parse(line.time()));
            }
            case COMMITTED -> {
              open.forEach(Entry.Reading::commit);
              open.clear();
            }
            case FORGOTTEN -> open.clear();
          }
        });
  }

  RunInfo info() {
    return info;
  }

  /** A record stands in a topic; they come in the order of each partition. */
  void present(RecordId id, int partition) {
    Entry entry = entry(id);
    entry.present();
    if (entry.mayRepeat() && entry.copies() > 1) {
      return; // what came between was sent between
    }
    Key key = new Key(id.topic(), id.key());
    Place before = places.get(key);
    boolean behind =
        before != null && (before.partition() != partition || before.sequence() > id.sequence());
    if (entry.state() != Produced.State.ACKNOWLEDGED) {
      // Its producer gave it up and went on; a broker may take it after what came next.
      unknownReordered += behind ? 1 : 0;
      return;
    }
    if (behind) {
      reordered.add(id);
    }
    if (before == null || before.sequence() < id.sequence()) {
      places.put(key, new Place(partition, id.sequence()));
    }
  }

  /** A record stands in the export. */
  void exported(RecordId id) {
    entry(id).exported();
  }

  /** A record of somebody else stands in a topic. */
  void foreign() {
    foreign++;
  }

  long foreignRecords() {
    return foreign;
  }

  /**
   * Acknowledged records that stand behind a later one of their key, or in another partition than
   * it.
   */
  List<RecordId> reordered() {
    return reordered;
  }

  /** How many of those do so that no producer had acknowledged: Kafka promises no order of them. */
  long unknownReordered() {
    return unknownReordered;
  }

  Map<RecordId, Entry> entries() {
    return entries;
  }

  /** By producer. */
  Map<String, Gaps> writes() {
    return writes;
  }

  /** By group. */
  Map<String, Gaps> reads() {
    return reads;
  }

  private Entry entry(RecordId id) {
    return entries.computeIfAbsent(id, i -> new Entry());
  }
}
