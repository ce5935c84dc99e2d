package dev.strimzidr.tail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the records of a partition's tail as they pass by, in the order of their offsets. */
final class Tally {
  private final List<Reader> readers = new ArrayList<>();
  private long first = -1;
  private long last = -1;
  private long records;
  private long bytes;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  private static final class Reader {
    private final String group;
    private final long position;
    private long read;

    Reader(String group, long position) {
      this.group = group;
      this.position = position;
    }
  }

  /**
   * How far a group has read.
   *
   * @param group the group
   * @param position the offset that it reads next
   * @param read how many records of the tail are before that
   */
  record GroupRead(String group, long position, long read) {}

  /**
   * Counts nothing yet.
   *
   * @param groups what each group reads next
   */
  Tally(Map<String, Long> groups) {
    new TreeMap<>(groups).forEach((group, position) -> readers.add(new Reader(group, position)));
  }

  /**
   * Counts one record.
   *
   * @param timestamp in milliseconds since 1970
   * @param size of key, value and headers in bytes
   */
  void add(long offset, long timestamp, long size) {
    if (records == 0) {
      first = offset;
    }
    last = offset;
    records++;
    bytes += size;
    oldest = Math.min(oldest, timestamp);
    newest = Math.max(newest, timestamp);
    for (Reader reader : readers) {
      if (offset < reader.position) {
        reader.read++;
      }
    }
  }

  long first() {
    return first;
  }

  /** The offset of the last record; -1 without records. */
  long last() {
    return last;
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** ISO 8601 in UTC; empty without records. */
  String oldest() {
    return records == 0 ? "" : Instant.ofEpochMilli(oldest).toString();
  }

  /** ISO 8601 in UTC; empty without records. */
  String newest() {
    return records == 0 ? "" : Instant.ofEpochMilli(newest).toString();
  }

  List<GroupRead> groups() {
    return readers.stream()
        .map(reader -> new GroupRead(reader.group, reader.position, reader.read))
        .toList();
  }
}
