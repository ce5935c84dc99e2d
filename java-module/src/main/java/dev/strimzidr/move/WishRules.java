package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.FORK_POINTS_UNKNOWN;
import static dev.strimzidr.move.FindingReason.JOURNAL_GAP;
import static dev.strimzidr.move.FindingReason.OTHER_MOVE;
import static dev.strimzidr.move.FindingReason.OTHER_TARGET;
import static dev.strimzidr.move.FindingReason.TARGET_UNKNOWN;
import static dev.strimzidr.move.FindingReason.UNDO_CUT_OFF;

import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.record.Move;

/** Whether what is asked for can be, by the record alone. What is found begins a sentence. */
final class WishRules {
  /** How the journal has an undo. */
  static final String ABORT = "abort";

  private final Findings findings;
  private final Known known;
  private final Wish wish;

  WishRules(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
    this.wish = known.wish();
  }

  /**
   * All of it.
   *
   * @param begins whether a planned move is to begin, where none may be under way at all
   */
  void judge(boolean begins) {
    boolean nothing = wish.abort() && known.underWay().isEmpty();
    if (!nothing && !wish.sites().contains(known.target())) {
      findings.red(
          TARGET_UNKNOWN,
          wish.to().isEmpty() ? "move_to is not given" : "move_to is '%s'".formatted(wish.to()),
          "say -e move_to=<site>, one of %s. Active is %s"
              .formatted(String.join(", ", wish.sites()), known.record().active()));
    } else if (wish.abort()) {
      new UndoRules(findings, known).judge();
    } else if (!begins) {
      known.underWay().ifPresent(this::goesOn);
      forked();
    }
  }

  private void goesOn(Move move) {
    boolean takesOver = wish.kind() == MoveKind.FAILOVER && !known.goesOn();
    if (takesOver) {
      return;
    }
    if (move.begun(ABORT)) {
      findings.red(
          UNDO_CUT_OFF,
          "The %s to %s is being undone, and that was cut off".formatted(move.kind(), move.to()),
          "say -e abort=true: it goes on");
    } else if (!known.goesOn()) {
      findings.red(
          OTHER_MOVE,
          "A %s to %s is under way since %s, begun by %s"
              .formatted(move.kind(), move.to(), move.begun(), move.by()),
          "finish it with playbooks/%s.yml%s"
              .formatted(
                  move.kind(),
                  move.kind().equals(MoveKind.REJOIN.word())
                      ? ""
                      : ", or undo it with the same playbook and -e abort=true"));
    } else if (!wish.to().isEmpty() && !wish.to().equals(move.to())) {
      findings.red(
          OTHER_TARGET,
          "A %s to %s is under way, not to %s".formatted(move.kind(), move.to(), wish.to()),
          "say -e move_to=%s, it goes on".formatted(move.to()));
    } else {
      known
          .plan()
          .gap()
          .ifPresent(step ->
              findings.red(
                  JOURNAL_GAP,
                  "The journal of the %s has later steps, and not %s"
                      .formatted(move.kind(), step.word()),
                  "find out who has written the record: playbooks/status.yml shows it"));
    }
  }

  /** Without them it cannot be told what the site that is back has and was never copied. */
  private void forked() {
    ForkPoints fork = known.record().forkPoints();
    if (wish.kind() == MoveKind.REJOIN
        && (fork == null || !fork.to().equals(known.record().active()))) {
      findings.red(
          FORK_POINTS_UNKNOWN,
          "The record does not say where the logs of %s and %s part"
              .formatted(known.record().active(), known.standby()),
          "it cannot be told what %s has that was not copied".formatted(known.standby()));
    }
  }
}
