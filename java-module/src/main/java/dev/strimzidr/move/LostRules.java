package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.SITE_NOT_LOST;

/** Whether the site that a failover has to do without is lost. */
final class LostRules {
  private static final String LEFT =
      "what clients have written there and the mirror has not copied does not come along";

  private final Findings findings;
  private final Known known;

  LostRules(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
  }

  /** Until the survivor is open a site that was lost may come back, and is asked again. */
  void judge(KnownProbe lost) {
    boolean open = known.goesOn() && known.begun(Step.OPEN);
    if (!known.wish().decide() || open || lost.silent()) {
      return;
    }
    String what =
        "%s is not seen to be lost: %s"
            .formatted(
                known.source(),
                lost.taken()
                    ? "a record was written there and read back"
                    : lost.why("the mirror does not say where it is"));
    if (known.wish().force()) {
      findings.amber(SITE_NOT_LOST, what, LEFT);
    } else {
      findings.red(
          SITE_NOT_LOST,
          what,
          "a planned move is playbooks/switchover.yml. %s-e failover_force=true fails over all the same: %s"
              .formatted(known.goesOn() ? "-e abort=true undoes this failover. " : "", LEFT));
    }
  }
}
