package dev.strimzidr.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first difference that is found of a partition.
 *
 * @param what the kind: {@code changed}, {@code missing}, {@code added}, {@code doubled}, {@code
 *     reordered}
 * @param records how many records are missing or added here, as far as was looked
 * @param fromEnd how many records behind it are the same; null where records are matched by key
 * @param sourceOffset where it stands at the source; null where it has none there
 * @param standbyOffset where it stands at the standby; null where it has none there
 * @param fields of a record that was changed, what differs
 */
record Difference(
    String what,
    long records,
    @Nullable Long fromEnd,
    @Nullable Long sourceOffset,
    @Nullable Long standbyOffset,
    List<String> fields) {

  /** For the operator; the partition stands before it. */
  String text() {
    String where =
        fromEnd == null ? "" : "; the %d records behind it are the same".formatted(fromEnd);
    return switch (what) {
      case "missing" ->
          "lacks %s at the standby: offset %d of the source%s"
              .formatted(counted(), sourceOffset, where);
      case "added" ->
          "has %s more at the standby, at its offset %d%s"
              .formatted(counted(), standbyOffset, where);
      case "doubled" ->
          "has a record twice at the standby, at its offset %d%s".formatted(standbyOffset, where);
      case "reordered" ->
          "has two records in another order at the standby: offset %d of the source, %d of the standby%s"
              .formatted(sourceOffset, standbyOffset, where);
      default ->
          "differs in %s: offset %d of the source, %d of the standby%s"
              .formatted(String.join(", ", fields), sourceOffset, standbyOffset, where);
    };
  }

  private String counted() {
    return records == 1 ? "a record" : records + " records";
  }
}
