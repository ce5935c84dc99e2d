package dev.strimzidr.record;

import dev.strimzidr.record.DrRecord.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step changes in the record; what is empty stays.
 *
 * @param active the site that clients use from now on
 * @param access what clients may do from now on, at the sites named
 * @param unfenced the sites of which nobody could prove that they are closed
 * @param mirror which way records are copied from now on
 * @param forkPoints where the logs part
 */
record Changes(
    Optional<String> active,
    Map<String, Access> access,
    Optional<List<String>> unfenced,
    Optional<Mirror> mirror,
    Optional<ForkPoints> forkPoints) {

  static final Changes NONE =
      new Changes(Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
}
