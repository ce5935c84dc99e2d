package dev.strimzidr.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every server should say of a name.
 *
 * @param target the only one that it leads to
 * @param ttl for how many seconds that may be remembered; null where it does not matter
 */
record Expected(Target target, @Nullable Long ttl) {

  boolean metBy(Answer answer) {
    return answer instanceof Answer.Leads leads
        && leads.targets().equals(List.of(target))
        && (ttl == null || ttl == leads.ttl());
  }

  @Override
  public String toString() {
    return ttl == null ? target.toString() : "%s (TTL %d s)".formatted(target, ttl);
  }
}
