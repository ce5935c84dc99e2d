package dev.strimzidr.audit;

import dev.strimzidr.kafka.SpanReader;

/**
 * What is read of a partition at one site.
 *
 * @param logStartOffset of its log
 * @param begin the first offset that is read
 * @param end the offset before which reading ends
 */
record Side(long logStartOffset, long begin, long end) {

  SpanReader.Span span() {
    return new SpanReader.Span(begin, end);
  }

  /** The log is read from its start, not only a later part of it. */
  boolean fromLogStart() {
    return begin <= logStartOffset;
  }

  /** The log has lost its beginning, to retention or to who deleted records. */
  boolean trimmed() {
    return logStartOffset > 0;
  }

  /** The same, read from the log start. */
  Side whole() {
    return new Side(logStartOffset, logStartOffset, end);
  }

  /** The same, read from further back. */
  Side extended(int times, long least) {
    long back = Math.max(least, (end - begin) * times);
    return new Side(logStartOffset, Math.max(logStartOffset, end - back), end);
  }
}
