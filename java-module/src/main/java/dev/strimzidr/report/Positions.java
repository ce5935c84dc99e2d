package dev.strimzidr.report;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How well positions of groups are known after a move.
 *
 * @param all how many there are
 * @param exact how many of them are at the record that would have been read next, as far as is
 *     known
 */
record Positions(long all, long exact) {
  private static final Set<String> EXACT = Set.of("exact", "counted");

  static Positions of(List<MoveReport.Group> groups) {
    List<MoveReport.Position> all =
        groups.stream().map(MoveReport.Group::partitions).flatMap(Collection::stream).toList();
    return new Positions(
        all.size(), all.stream().filter(one -> EXACT.contains(one.placed())).count());
  }
}
