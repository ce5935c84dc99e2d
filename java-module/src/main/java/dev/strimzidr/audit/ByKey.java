package dev.strimzidr.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the latest record of each key. Compaction may have taken any earlier record at either
 * site, and a tombstone with it. No I/O.
 *
 * @param compared how many keys both sites have
 * @param onlySource how many keys only the source has, whose log start says that retention may have
 *     taken them at the standby
 * @param onlyStandby the same at the standby
 * @param differing the keys whose latest records differ, in the order of their offsets
 */
record ByKey(long compared, long onlySource, long onlyStandby, List<Key> differing) {

  /**
   * One key.
   *
   * @param print of the key
   * @param sourceOffset of its latest record at the source; null without one
   * @param standbyOffset of its latest record at the standby; null without one
   */
  record Key(long print, @Nullable Long sourceOffset, @Nullable Long standbyOffset) {

    long place() {
      return sourceOffset == null ? Long.MAX_VALUE : sourceOffset;
    }

    String what() {
      if (standbyOffset == null) {
        return "missing";
      }
      return sourceOffset == null ? "added" : "changed";
    }
  }

  static ByKey of(LatestByKey source, LatestByKey standby, Comparison comparison) {
    Counter counter = new Counter();
    source.forEach((key, print, offset, tombstone) -> {
      if (standby.has(key)) {
        counter.compared++;
        if (standby.print(key) != print) {
          counter.add(new Key(key, offset, standby.offset(key)));
        }
      } else if (!tombstone) {
        if (comparison.standby().trimmed()) {
          counter.onlySource++;
        } else {
          counter.add(new Key(key, offset, null));
        }
      }
    });
    if (!comparison.limited()) {
      standby.forEach((key, print, offset, tombstone) -> {
        if (!source.has(key) && !tombstone) {
          if (comparison.source().trimmed()) {
            counter.onlyStandby++;
          } else {
            counter.add(new Key(key, null, offset));
          }
        }
      });
    }
    counter.differing.sort(Comparator.comparingLong(Key::place).thenComparingLong(Key::print));
    return new ByKey(counter.compared, counter.onlySource, counter.onlyStandby, counter.differing);
  }

  /** The same without keys of which there are later records: those are not copied yet, or are. */
  ByKey without(LatestByKey later) {
    return new ByKey(
        compared,
        onlySource,
        onlyStandby,
        differing.stream().filter(key -> !later.has(key.print())).toList());
  }

  private static final class Counter {
    private long compared;
    private long onlySource;
    private long onlyStandby;
    private final List<Key> differing = new ArrayList<>();

    void add(Key key) {
      differing.add(key);
    }
  }
}
