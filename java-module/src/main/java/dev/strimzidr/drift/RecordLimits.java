package dev.strimzidr.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Records that the active site takes and the way to the standby does not: one of them stops the
 * mirror for good. No I/O.
 */
public final class RecordLimits {
  private static final String LIMIT = "max.message.bytes";

  private RecordLimits() {}

  /**
   * What is too small for what may come, in words.
   *
   * @param largest the largest record that the mirror sends, before it is compressed
   */
  public static List<String> tooSmall(Snapshot active, Snapshot standby, long largest) {
    List<String> found = new ArrayList<>();
    active
        .topics()
        .forEach((name, topic) -> {
          OptionalLong taken = limit(topic);
          if (taken.isEmpty()) {
            return;
          }
          if (taken.getAsLong() > largest) {
            found.add(
                "%s takes %d bytes, the mirror sends at most %d"
                    .formatted(name, taken.getAsLong(), largest));
          }
          Snapshot.Topic copy = standby.topics().get(name);
          OptionalLong there = copy == null ? OptionalLong.empty() : limit(copy);
          if (there.isPresent() && there.getAsLong() < taken.getAsLong()) {
            found.add(
                "%s takes %d bytes, at the standby only %d"
                    .formatted(name, taken.getAsLong(), there.getAsLong()));
          }
        });
    return found;
  }

  /** What is set for the topic, or else what it takes over from its brokers. */
  private static OptionalLong limit(Snapshot.Topic topic) {
    for (Map<String, String> settings : List.of(topic.settings(), topic.taken())) {
      String limit = settings.get(LIMIT);
      if (limit != null) {
        return OptionalLong.of(Long.parseLong(limit));
      }
    }
    return OptionalLong.empty();
  }
}
