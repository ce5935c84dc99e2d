package dev.strimzidr.tail;

import java.util.Locale;

/**
 * Why not all of a partition's tail can be read.
 *
 * @param kind what it is
 * @param text what it is, where, and what it means for records
 */
record Problem(Kind kind, String text) {

  /** What an operator may accept. */
  enum Kind {
    /** Records are gone that nobody copied. */
    RETENTION,
    /** The log is not the one that was copied from: it is cut, or of a topic made again. */
    TRUNCATED,
    /** Records of which nobody knows yet whether they count. */
    OPEN_TRANSACTION;

    /** As options write it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
