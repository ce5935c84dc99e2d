package dev.strimzidr.module;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a module answers. */
public sealed interface Result {

  /**
   * It is as it was asked to be.
   *
   * @param changed whether something changed, or would change in check mode
   * @param values what the module returns, by the names of its documentation
   * @param diffs what changed; empty where nothing did or nobody asked
   */
  record Success(boolean changed, Map<String, ? extends @Nullable Object> values, List<Diff> diffs)
      implements Result {

    /** The same, with one value more. */
    public Success with(String name, @Nullable Object value) {
      Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Success(changed, more, diffs);
    }
  }

  /**
   * It is not.
   *
   * @param reason one of a short list
   * @param message what failed, where, why, what to do
   * @param state the last state seen
   */
  record Failure(Reason reason, String message, Map<String, ? extends @Nullable Object> state)
      implements Result {}

  /** Nothing had to change. */
  static Success unchanged(Map<String, ? extends @Nullable Object> values) {
    return new Success(false, values, List.of());
  }
}
