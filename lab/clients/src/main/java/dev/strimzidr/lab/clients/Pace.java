package dev.strimzidr.lab.clients;

import java.util.Locale;

/** When a group commits. */
enum Pace {
  /** After each record. */
  RECORD,
  /** When a second has passed. */
  SECOND,
  /** After {@value #MANY} records. */
  MANY_RECORDS;

  private static final long NANOS = 1_000_000_000L;
  private static final int MANY = 100;

  boolean due(int records, long nanos) {
    return records > 0
        && switch (this) {
          case RECORD -> true;
          case SECOND -> nanos >= NANOS;
          case MANY_RECORDS -> records >= MANY;
        };
  }

  /** As the name of a group has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
