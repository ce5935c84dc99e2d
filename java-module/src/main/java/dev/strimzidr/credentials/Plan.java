package dev.strimzidr.credentials;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.util.List;

/** What has to be done for an item so that both sites share it. Pure. */
sealed interface Plan {

  /** Both have it, or the one that can be asked has. */
  record Nothing(Material material) implements Plan {}

  /** Nobody has it: make it, for all of them. */
  record Make(List<Found.Missing> sites) implements Plan {}

  /** One has it: give it to the other. */
  record Copy(Material material, Site from, Found.Missing to) implements Plan {}

  /**
   * The plan.
   *
   * @throws ModuleFailure when the sites differ, or when what is missing might exist at a site that
   *     does not answer
   */
  static Plan of(Item item, List<Found> found) {
    List<Found.There> there = of(found, Found.There.class);
    List<Found.Missing> missing = of(found, Found.Missing.class);
    List<Found.Unknown> unknown = of(found, Found.Unknown.class);
    if (there.size() == 2 && !there.get(0).material().sameAs(there.get(1).material())) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          ("%s: %s and %s have different ones, and neither is overwritten without being told. Keep one: delete the"
                  + " Secret at the site that shall take over the other's, and run this again")
              .formatted(item.words(), there.get(0).site().name(), there.get(1).site().name()));
    }
    if (missing.isEmpty()) {
      if (there.isEmpty()) {
        throw new ModuleFailure(
            Reason.UNREACHABLE,
            "%s: no site can be asked for it: %s"
                .formatted(item.words(), unknown.getFirst().why()));
      }
      return new Nothing(there.getFirst().material());
    }
    if (!unknown.isEmpty()) {
      throw new ModuleFailure(
          Reason.UNREACHABLE,
          ("%s: %s lacks it, and %s cannot be asked whether it has one (%s). One made now might differ from the one there:"
                  + " run this again when both sites answer")
              .formatted(
                  item.words(),
                  missing.getFirst().site().name(),
                  unknown.getFirst().site().name(),
                  unknown.getFirst().why()));
    }
    if (there.isEmpty()) {
      return new Make(missing);
    }
    return new Copy(there.getFirst().material(), there.getFirst().site(), missing.getFirst());
  }

  private static <T extends Found> List<T> of(List<Found> found, Class<T> type) {
    return found.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
