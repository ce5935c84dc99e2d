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
public record Changes(
    Optional<String> active,
    Map<String, Access> access,
    Optional<List<String>> unfenced,
    Optional<Mirror> mirror,
    Optional<ForkPoints> forkPoints) {

  /** All stays. */
  public static final Changes NONE =
      new Changes(Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Only the levels of these sites. */
  public static Changes access(Map<String, Access> access) {
    return new Changes(
        Optional.empty(), access, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, and these sites are all that nobody could prove to be closed. */
  public Changes withUnfenced(List<String> sites) {
    return new Changes(active, access, Optional.of(List.copyOf(sites)), mirror, forkPoints);
  }

  /** The same, and the mirror is so. */
  public Changes withMirror(Mirror state) {
    return new Changes(active, access, unfenced, Optional.of(state), forkPoints);
  }

  /** Only the mirror. */
  public static Changes mirror(Mirror mirror) {
    return new Changes(
        Optional.empty(), Map.of(), Optional.empty(), Optional.of(mirror), Optional.empty());
  }

  /**
   * A site becomes the active one, and is open from then on.
   *
   * @param forkPoints where the logs part; empty where they parted before
   */
  public static Changes activate(String site, Optional<ForkPoints> forkPoints) {
    return new Changes(
        Optional.of(site),
        Map.of(site, Access.OPEN),
        Optional.empty(),
        Optional.empty(),
        forkPoints);
  }
}
