package dev.strimzidr.audit;

import dev.strimzidr.kafka.Prints;
import java.util.Locale;

/**
 * What the records before two that do not match say: whether one is missing, or too many, or stands
 * elsewhere, or is another. No I/O.
 *
 * @param what the kind
 * @param records how many are missing or too many
 */
record Mismatch(What what, int records) {
  /** What has become of a record. */
  enum What {
    /** At the standby it is another. */
    CHANGED,
    /** It is not at the standby. */
    MISSING,
    /** The standby has it, the source not. */
    ADDED,
    /** The standby has it twice. */
    DOUBLED,
    /** Two that follow each other have changed their places. */
    REORDERED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean atSource() {
      return this != ADDED && this != DOUBLED;
    }

    boolean atStandby() {
      return this != MISSING;
    }
  }

  /**
   * What it is.
   *
   * @param source the last records at the source up to the one without a match
   * @param standby the same at the standby
   * @param behind the print of the record behind both, which is the same; 0 without one
   */
  static Mismatch of(Prints source, Prints standby, long behind) {
    if (standby.size() == 0) {
      return new Mismatch(What.MISSING, source.size());
    }
    if (source.size() == 0) {
      return new Mismatch(What.ADDED, standby.size());
    }
    int missing = back(source, standby.fromLast(0));
    int added = back(standby, source.fromLast(0));
    if (missing == 1 && added == 1) {
      return new Mismatch(What.REORDERED, 2);
    }
    if (added > 0 && (missing < 0 || added <= missing)) {
      return new Mismatch(
          added == 1 && standby.fromLast(0) == behind ? What.DOUBLED : What.ADDED, added);
    }
    return missing > 0 ? new Mismatch(What.MISSING, missing) : new Mismatch(What.CHANGED, 1);
  }

  /** How far before the last one a print stands; -1 when it does not. */
  private static int back(Prints prints, long wanted) {
    for (int back = 1; back < prints.size(); back++) {
      if (prints.fromLast(back) == wanted) {
        return back;
      }
    }
    return -1;
  }
}
