package dev.strimzidr.groups;

import dev.strimzidr.kafka.Prints;

/** Makes the ends of logs. */
final class Logs {
  private Logs() {}

  static LastRecords last(long[] offsets, long[] prints, long end, boolean whole) {
    Prints all = new Prints();
    for (int i = 0; i < offsets.length; i++) {
      all.add(offsets[i], prints[i]);
    }
    return new LastRecords(all, end, whole);
  }
}
