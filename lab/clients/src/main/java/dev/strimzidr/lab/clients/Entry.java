package dev.strimzidr.lab.clients;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one record. */
final class Entry {
  private final Map<String, Reading> readings = new HashMap<>();
  private @Nullable Produced produced;
  private int present;
  private int exported;

  /** How one group has read it. */
  static final class Reading {
    private int times;
    private boolean committed;
    private int againUncommitted;
    private int againCommitted;

    /** It was read once more. */
    void read() {
      if (times > 0) {
        if (committed) {
          againCommitted++;
        } else {
          againUncommitted++;
        }
      }
      times++;
    }

    void commit() {
      committed = true;
    }

    int times() {
      return times;
    }

    /** How often it was read again before any reading of it was committed. */
    int againUncommitted() {
      return againUncommitted;
    }

    /** How often it was read again after a reading of it had been committed. */
    int againCommitted() {
      return againCommitted;
    }
  }

  void produced(Produced line) {
    produced = line;
  }

  /** What its producer wrote down; null when it was killed before. */
  @Nullable Produced produced() {
    return produced;
  }

  /** Whether its producer may have sent it again, and so have written it twice. */
  boolean mayRepeat() {
    return produced != null && produced.producer().equals(Kind.RETRYING.word());
  }

  Produced.State state() {
    return produced == null ? Produced.State.UNKNOWN : produced.state();
  }

  /** It stands once more in the topic. */
  void present() {
    present++;
  }

  int copies() {
    return present;
  }

  /** It stands once more in the export. */
  void exported() {
    exported++;
  }

  int exports() {
    return exported;
  }

  Reading reading(String group) {
    return readings.computeIfAbsent(group, g -> new Reading());
  }
}
