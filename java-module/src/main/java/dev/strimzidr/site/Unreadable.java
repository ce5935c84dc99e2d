package dev.strimzidr.site;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what the account may not read, so that the rest can still be said. */
final class Unreadable {
  private final Map<String, String> reasons = new TreeMap<>();

  /**
   * What was read; null where the account may not.
   *
   * @param field the field of the result that is null then
   * @throws ModuleFailure for everything but a lack of rights
   */
  <T> @Nullable T read(String field, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ModuleFailure failure) {
      if (failure.reason() != Reason.FORBIDDEN) {
        throw failure;
      }
      reasons.put(field, failure.message());
      return null;
    }
  }

  /** Why, by field. */
  Map<String, String> document() {
    return Map.copyOf(reasons);
  }

  String why(String field) {
    return reasons.getOrDefault(field, "");
  }
}
