package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.ALREADY_HOME;
import static dev.strimzidr.move.FindingReason.LOCK_HELD;
import static dev.strimzidr.move.FindingReason.MOVE_UNDER_WAY;
import static dev.strimzidr.move.FindingReason.SITE_UNFENCED;

import dev.strimzidr.record.Move;

/** What the record and its lock say against a move that is to begin. */
final class RecordRules {
  private final Findings findings;
  private final Known known;

  RecordRules(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
  }

  /** A planned move begins only where no move is under way. */
  void underWay() {
    known
        .underWay()
        .ifPresent(move ->
            findings.red(
                MOVE_UNDER_WAY,
                words(move),
                "the same command goes on with it; playbooks/status.yml shows where it stands"));
  }

  /** A failover takes over a move of another kind: the site that it has to do without is lost. */
  void takenOver() {
    known
        .underWay()
        .filter(move -> !known.goesOn())
        .ifPresent(move -> findings.amber(MOVE_UNDER_WAY, words(move), "a failover takes it over"));
  }

  void home() {
    String home = known.wish().homeSite();
    if (known.wish().kind() == MoveKind.FAILBACK && known.record().active().equals(home)) {
      findings.red(
          ALREADY_HOME,
          "clients are at %s, which is home, already".formatted(home),
          "nothing is to be done");
    }
  }

  void lock() {
    boolean planned = known.wish().kind().planned();
    known
        .holders()
        .forEach((site, holder) ->
            findings.amber(
                LOCK_HELD,
                "the lock at %s is held by %s".formatted(site, holder),
                planned
                    ? "wait until that run has ended; a move finds out within move_lock_seconds whether it was killed or is at work"
                    : "a failover finds out within move_lock_seconds whether that run was killed or is at work"));
  }

  void unfenced() {
    for (String site : known.record().unfenced()) {
      findings.red(
          SITE_UNFENCED,
          "%s is written down as unfenced".formatted(site),
          "playbooks/rejoin.yml closes it");
    }
  }

  private static String words(Move move) {
    return "a %s to %s is under way since %s".formatted(move.kind(), move.to(), move.begun());
  }
}
