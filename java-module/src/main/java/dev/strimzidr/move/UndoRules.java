package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.NOTHING_TO_UNDO;
import static dev.strimzidr.move.FindingReason.NO_WAY_BACK;
import static dev.strimzidr.move.FindingReason.OTHER_MOVE;
import static dev.strimzidr.move.FindingReason.SITE_SILENT;

import dev.strimzidr.record.Move;
import java.util.Optional;

/** Whether a move can be undone: its source is given back to clients, and no other site has any. */
final class UndoRules {
  private final Findings findings;
  private final Known known;

  UndoRules(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
  }

  void judge() {
    MoveKind kind = known.wish().kind();
    Optional<Move> underWay = known.underWay();
    String stopping = kind.pointOfNoReturn().word();
    if (!kind.undoable()) {
      findings.red(
          NO_WAY_BACK,
          "A %s is not undone".formatted(kind.word()),
          "up to the step %s it has only closed the site to clients, which it stays, and exported what was never copied; left as it is, it harms nothing. From there on it has to be finished: run it without abort"
              .formatted(stopping));
    } else if (underWay.isEmpty()) {
      findings.red(
          NOTHING_TO_UNDO, "No move is under way: there is nothing to undo", "go on without abort");
    } else if (!known.goesOn()) {
      String other = underWay.get().kind();
      findings.red(
          OTHER_MOVE,
          "A %s is under way, not a %s".formatted(other, kind.word()),
          "undo it with playbooks/%s.yml".formatted(other));
    } else if (known.begun(kind.pointOfNoReturn())) {
      findings.red(
          NO_WAY_BACK,
          "The step %s was begun: clients may have written at %s, so there is no way back"
              .formatted(stopping, known.target()),
          "run the same playbook without abort: it goes on");
    } else if (known.facts().map(facts -> facts.site(known.source()).silent()).orElse(true)) {
      findings.red(
          SITE_SILENT,
          "%s does not answer: it cannot be given back to clients".formatted(known.source()),
          "mend it, and say the same again");
    }
  }
}
