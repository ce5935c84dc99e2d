package dev.strimzidr.topics;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Of how many partitions the last copied record was compared with its copy.
 *
 * @param same where the copy is there
 * @param unknown where it cannot be told
 * @param unknownWhy of one of these
 * @param unread where it could not be read
 * @param unreadWhy of one of these
 */
record Compared(
    int same, int unknown, Optional<String> unknownWhy, int unread, Optional<String> unreadWhy) {

  static Compared of(Map<TopicPartition, Verdict> verdicts) {
    int same = 0;
    int unknown = 0;
    int unread = 0;
    @Nullable String unknownWhy = null;
    @Nullable String unreadWhy = null;
    for (Map.Entry<TopicPartition, Verdict> verdict : verdicts.entrySet()) {
      switch (verdict.getValue()) {
        case Verdict.Same it -> same++;
        case Verdict.Unknown it -> {
          unknown++;
          unknownWhy = "%s: %s".formatted(verdict.getKey(), it.why());
        }
        case Verdict.Unread it -> {
          unread++;
          unreadWhy = "%s: %s".formatted(verdict.getKey(), it.why());
        }
        case Verdict.Differs it -> {}
      }
    }
    return new Compared(
        same, unknown, Optional.ofNullable(unknownWhy), unread, Optional.ofNullable(unreadWhy));
  }
}
