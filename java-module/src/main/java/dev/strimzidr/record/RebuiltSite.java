package dev.strimzidr.record;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the record becomes when a person says that a site was rebuilt: an empty standby, into which
 * everything is copied from the beginning. Pure.
 */
final class RebuiltSite {
  private RebuiltSite() {}

  /**
   * The record with the site as an empty standby.
   *
   * @throws ModuleFailure when the site is the active one, or a move is under way that has to be
   *     finished or undone before
   */
  static DrRecord takeIn(DrRecord before, SeenSite site, Instant now) {
    String name = site.name();
    Move move = before.move();
    if (before.active().equals(name)) {
      throw refused(
          "%s is the active site: rebuilt, it has nothing of what clients wrote there. Fail over first: playbooks/failover.yml -e move_to=<the other site> -e record_rebuilt_site=%s"
              .formatted(name, name));
    }
    // What is not copied back from a site that is gone need not be looked for either.
    if (move != null && !move.kind().equals(Advance.REJOIN)) {
      throw refused(
          "a %s to %s is under way since %s. Finish it, or undo it, with playbooks/%s.yml -e record_rebuilt_site=%s"
              .formatted(move.kind(), move.to(), move.begun(), move.kind(), name));
    }
    Map<String, Identity> identities = new LinkedHashMap<>(before.identities());
    identities.put(name, site.identity());
    Map<String, Access> access = new LinkedHashMap<>(before.access());
    access.put(name, Access.CLOSED);
    DrRecord after =
        new DrRecord(
            before.format(),
            before.epoch(),
            before.revision() + 1,
            before.active(),
            DrRecord.STEADY,
            access,
            before.unfenced().stream().filter(other -> !other.equals(name)).toList(),
            new Mirror(before.active(), name, State.RUNNING),
            null,
            null,
            before.history(),
            identities);
    return after.with(
        new DrRecord.Entry(
            after.epoch(),
            now.toString(),
            after.active(),
            "%s was rebuilt, as an operator said; what it had and %s never got is gone with it"
                .formatted(name, after.active())));
  }

  /** Whether a record knows the site as another one. */
  static boolean is(DrRecord record, SeenSite site) {
    return site.differenceOrLoss(record.identityOf(site.name())) != null;
  }

  private static ModuleFailure refused(String why) {
    return new ModuleFailure(Reason.CONTRADICTION, "The record stays as it is: " + why);
  }
}
