package dev.strimzidr.lab.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of a run. No I/O.
 *
 * @param answer the numbers, as they are printed
 * @param faults what must not be; empty when all is accounted for
 */
record Account(Map<String, @Nullable Object> answer, List<String> faults) {
  private static final int SHOWN = 20;

  /** What an operator may expect of a move: it is counted, but it is no fault. */
  enum Tolerated {
    /** Groups read again what they had committed: positions were not carried exactly. */
    REREAD,
    /** Groups did not read what is there: they were not given the time. */
    UNREAD
  }

  static Account of(Books books, List<Tolerated> tolerated) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    answer.put("run", books.info().run());
    records(books, answer, faults);
    Map<String, Object> groups = new TreeMap<>();
    for (String group : books.info().groups()) {
      groups.put(group, group(books, group, tolerated, faults));
    }
    answer.put("groups", groups);
    answer.put("longest_write_gap_seconds", longest(books.writes()));
    answer.put("longest_read_gap_seconds", longest(books.reads()));
    answer.put("write_gaps", gaps(books.writes()));
    answer.put("read_gaps", gaps(books.reads()));
    answer.put("faults", faults);
    answer.put("ok", faults.isEmpty());
    return new Account(answer, faults);
  }

  private static void records(
      Books books, Map<String, @Nullable Object> answer, List<String> faults) {
    List<Map<String, @Nullable Object>> lost = new ArrayList<>();
    List<Map<String, @Nullable Object>> duplicated = new ArrayList<>();
    long acknowledged = 0;
    long present = 0;
    long exported = 0;
    long both = 0;
    long lostRecords = 0;
    long copies = 0;
    long sentAgain = 0;
    long aborted = 0;
    long abortedPresent = 0;
    long unknown = 0;
    long unknownPresent = 0;
    for (Map.Entry<RecordId, Entry> each : books.entries().entrySet()) {
      Entry entry = each.getValue();
      boolean there = entry.copies() > 0;
      if (entry.mayRepeat()) {
        sentAgain += Math.max(0, entry.copies() + entry.exports() - 1);
      } else {
        if (entry.copies() > 1) {
          copies += entry.copies() - 1;
          show(duplicated, each);
        }
        copies += Math.max(0, entry.exports() - 1);
        both += there && entry.exports() > 0 ? 1 : 0;
      }
      switch (entry.state()) {
        case ACKNOWLEDGED -> {
          acknowledged++;
          if (there) {
            present++;
          } else if (entry.exports() > 0) {
            exported++;
          } else {
            lostRecords++;
            show(lost, each);
          }
        }
        case ABORTED -> {
          aborted++;
          abortedPresent += there || entry.exports() > 0 ? 1 : 0;
        }
        case UNKNOWN -> {
          unknown++;
          unknownPresent += there || entry.exports() > 0 ? 1 : 0;
        }
      }
    }
    answer.put("acknowledged", acknowledged);
    answer.put("present", present);
    answer.put("exported", exported);
    answer.put("lost", lostRecords);
    answer.put("duplicates", copies);
    answer.put("reordered", books.reordered().size());
    answer.put("present_and_exported", both);
    answer.put("sent_again", sentAgain);
    answer.put("aborted", aborted);
    answer.put("aborted_present", abortedPresent);
    answer.put("unknown", unknown);
    answer.put("unknown_present", unknownPresent);
    answer.put("unknown_reordered", books.unknownReordered());
    answer.put("of_others", books.foreignRecords());
    answer.put("lost_records", lost);
    answer.put("duplicate_records", duplicated);
    answer.put("reordered_records", books.reordered().stream().limit(SHOWN).toList());
    fault(faults, acknowledged == 0, "nothing was acknowledged");
    fault(faults, lostRecords > 0, lostRecords + " acknowledged records are lost");
    fault(faults, copies > 0, copies + " copies too many stand in the topics or the export");
    fault(
        faults,
        !books.reordered().isEmpty(),
        books.reordered().size() + " records stand behind a later one of their key");
    fault(faults, both > 0, both + " records are in the topics and in the export");
    fault(
        faults, abortedPresent > 0, abortedPresent + " records of aborted transactions are there");
  }

  private static Map<String, Object> group(
      Books books, String group, List<Tolerated> tolerated, List<String> faults) {
    Map<Integer, Long> times = new TreeMap<>();
    long never = 0;
    long exportedRead = 0;
    long againCommitted = 0;
    long againUncommitted = 0;
    for (Entry entry : books.entries().values()) {
      Entry.Reading reading = entry.reading(group);
      if (!entry.mayRepeat() || entry.copies() + entry.exports() <= 1) {
        againCommitted += reading.againCommitted();
        againUncommitted += reading.againUncommitted();
      }
      if (entry.state() != Produced.State.ACKNOWLEDGED) {
        continue;
      }
      if (entry.copies() > 0) {
        if (reading.times() == 0) {
          never++;
        } else {
          times.merge(reading.times(), 1L, Long::sum);
        }
      } else if (reading.times() > 0) {
        exportedRead++;
      }
    }
    long once = times.getOrDefault(1, 0L);
    times.remove(1);
    fault(
        faults,
        never > 0 && !tolerated.contains(Tolerated.UNREAD),
        "group %s never read %d records that are there".formatted(group, never));
    fault(
        faults,
        againCommitted > 0 && !tolerated.contains(Tolerated.REREAD),
        "group %s read %d times again what it had committed".formatted(group, againCommitted));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("once", once);
    answer.put("never", never);
    answer.put("several_times", times);
    answer.put("again_uncommitted", againUncommitted);
    answer.put("again_committed", againCommitted);
    answer.put("read_but_not_present", exportedRead);
    return answer;
  }

  private static void fault(List<String> faults, boolean holds, String text) {
    if (holds) {
      faults.add(text);
    }
  }

  private static void show(
      List<Map<String, @Nullable Object>> list, Map.Entry<RecordId, Entry> entry) {
    if (list.size() < SHOWN) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("record", entry.getKey());
      document.put("produced", entry.getValue().produced());
      document.put("copies", entry.getValue().copies());
      list.add(document);
    }
  }

  private static double longest(Map<String, Gaps> gaps) {
    return gaps.values().stream().mapToDouble(Gaps::seconds).max().orElse(0);
  }

  private static Map<String, Object> gaps(Map<String, Gaps> gaps) {
    Map<String, Object> documents = new TreeMap<>();
    gaps.forEach((who, gap) -> {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("seconds", gap.seconds());
      document.put("from", gap.from());
      documents.put(who, document);
    });
    return documents;
  }
}
