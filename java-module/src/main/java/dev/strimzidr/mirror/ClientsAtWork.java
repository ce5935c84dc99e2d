package dev.strimzidr.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which clients are at work at the source. No I/O. */
final class ClientsAtWork {
  /** In these states a group has no members. */
  private static final Set<String> WITHOUT_MEMBERS = Set.of("Empty", "Dead");

  private ClientsAtWork() {}

  /**
   * A sentence for each; what is not known is at work.
   *
   * @param facts what is returned of the mirror
   * @param seconds a topic that was written to within so many is in use
   * @param except topics that no client writes to
   */
  static List<String> of(
      Map<String, ? extends @Nullable Object> facts, long seconds, Set<String> except) {
    List<String> busy = new ArrayList<>();
    if (!facts.containsKey("newest_records") || !facts.containsKey("groups")) {
      busy.add("it cannot be known: " + why(facts));
    }
    for (Map<?, ?> group : maps(facts.get("groups"))) {
      Object state = group.get("state_at_source");
      if (!(state instanceof String word) || !WITHOUT_MEMBERS.contains(word)) {
        busy.add("group %s has members".formatted(group.get("group")));
      }
    }
    for (Map<?, ?> newest : maps(facts.get("newest_records"))) {
      boolean idle = newest.get("seconds") instanceof Number ago && ago.doubleValue() >= seconds;
      if (!idle && !except.contains(String.valueOf(newest.get("topic")))) {
        busy.add(
            "%s was written to %s s ago".formatted(newest.get("topic"), newest.get("seconds")));
      }
    }
    return busy;
  }

  private static Object why(Map<String, ? extends @Nullable Object> facts) {
    Object why = facts.get("lag") instanceof Map<?, ?> lag ? lag.get("why") : null;
    return why == null ? "the mirror cannot be looked at" : why;
  }

  private static List<Map<?, ?>> maps(@Nullable Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (list instanceof List<?> items) {
      items.forEach(item -> {
        if (item instanceof Map<?, ?> map) {
          maps.add(map);
        }
      });
    }
    return maps;
  }
}
