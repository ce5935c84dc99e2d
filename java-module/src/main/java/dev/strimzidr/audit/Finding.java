package dev.strimzidr.audit;

import java.util.Locale;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Why the standby is not, or is not known to be, a copy.
 *
 * @param kind which of a short list
 * @param topic of which topic
 * @param partition of which partition; null for the whole topic
 * @param text for the operator: what, where, what to do
 */
record Finding(Kind kind, String topic, @Nullable Integer partition, String text) {

  /** Of a partition, which the text has a verb for. */
  static Finding of(Kind kind, TopicPartition partition, String text) {
    return new Finding(kind, partition.topic(), partition.partition(), partition + " " + text);
  }

  /** What was found. */
  enum Kind {
    /** A record differs, is missing, or is too many. */
    DIFFERENCE,
    /** A topic is at one site only. */
    MISSING_TOPIC,
    /** A partition is at one site only. */
    MISSING_PARTITION,
    /** The mirror has not begun with a partition that has records. */
    NOT_COPIED,
    /** The log of the source ends before what was copied: the topic was made again, or cut. */
    RECREATED,
    /** A partition cannot be read. */
    UNREADABLE,
    /** What was read is not there any more, or is another log now. */
    CHANGED,
    /** How far the mirror is cannot be told closely enough. */
    UNSETTLED,
    /** A compacted partition has more keys than are held. */
    TOO_MANY_KEYS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
