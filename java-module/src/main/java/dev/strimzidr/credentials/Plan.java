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

  /** They differ, and it was said whose holds: the other one takes it over. */
  record Replace(Material material, Site from, Found.There to) implements Plan {}

  /** Both have the same, or will have: make a new one of it, for both. */
  record Renew(Material former, List<Found.There> sites) implements Plan {}

  /** One has it: give it to the other. */
  record Copy(Material material, Site from, Found.Missing to) implements Plan {}

  /**
   * The plan.
   *
   * @param wishes what was asked for beyond that they share it
   * @throws ModuleFailure when the sites differ and nobody has said whose holds, or when what is
   *     missing or to be renewed might exist at a site that does not answer
   */
  static Plan of(Item item, List<Found> found, Wishes wishes) {
    List<Found.There> there = of(found, Found.There.class);
    List<Found.Missing> missing = of(found, Found.Missing.class);
    List<Found.Unknown> unknown = of(found, Found.Unknown.class);
    if (there.size() == 2) {
      return both(item, there.getFirst(), there.getLast(), wishes);
    }
    if (wishes.renews(item) && !unknown.isEmpty()) {
      throw new ModuleFailure(
          Reason.UNREACHABLE,
          "%s: it is not renewed as long as %s does not answer (%s): the sites would differ"
              .formatted(item.words(), unknown.getFirst().site().name(), unknown.getFirst().why()));
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

  private static Plan both(Item item, Found.There one, Found.There other, Wishes wishes) {
    if (one.material().sameAs(other.material())) {
      boolean done = wishes.done(one.material()) || wishes.done(other.material());
      return wishes.renews(item) && !done
          ? new Renew(one.material(), List.of(one, other))
          : new Nothing(one.material());
    }
    // A renewal that was cut off between the sites is carried to its end.
    if (wishes.renews(item) && wishes.done(one.material()) != wishes.done(other.material())) {
      return wishes.done(one.material()) ? replace(one, other) : replace(other, one);
    }
    if (wishes.prefer().equals(one.site().name())) {
      return replace(one, other);
    }
    if (wishes.prefer().equals(other.site().name())) {
      return replace(other, one);
    }
    throw new ModuleFailure(Reason.CONTRADICTION, Difference.words(item, one, other));
  }

  private static Plan replace(Found.There from, Found.There to) {
    return new Replace(from.material(), from.site(), to);
  }

  private static <T extends Found> List<T> of(List<Found> found, Class<T> type) {
    return found.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
