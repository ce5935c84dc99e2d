package dev.strimzidr.audit;

import java.util.OptionalLong;

/**
 * How much of the logs is compared.
 *
 * @param since the time in milliseconds since 1970 from which on; nothing for all times
 * @param last how many records of each partition at most
 */
record Limits(OptionalLong since, long last) {
  /** Records at the end of the log are looked at in any case, since there the logs are aligned. */
  private static final long LEAST = 100;

  /** So many offsets more are read at the standby at first: the markers of transactions. */
  private static final long SPARE = 1000;

  /** The first offset to read at the source, of which so much is copied. */
  long beginAtSource(PartitionLog.Bounded log, long copied) {
    long begin = log.bounds().logStartOffset();
    if (since.isPresent()) {
      begin = Math.max(begin, Math.min(log.since(), copied + 1 - LEAST));
    }
    return last == Long.MAX_VALUE ? begin : Math.max(begin, copied + 1 - last);
  }

  /** The first offset to read at the standby; it may have to be an earlier one. */
  long beginAtStandby(PartitionLog.Bounded log) {
    long begin = log.bounds().logStartOffset();
    long lastStableOffset = log.bounds().lastStableOffset();
    if (since.isPresent()) {
      begin = Math.max(begin, Math.min(log.since(), lastStableOffset - LEAST));
    }
    return last == Long.MAX_VALUE
        ? begin
        : Math.max(begin, lastStableOffset - last - last / 4 - SPARE);
  }
}
