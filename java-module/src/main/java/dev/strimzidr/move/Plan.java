package dev.strimzidr.move;

import dev.strimzidr.record.Move;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a move in their order, with what is done of them.
 *
 * @param steps all of them
 */
record Plan(List<PlannedStep> steps) {

  /**
   * The plan of a move.
   *
   * @param underWay the move that the record has; one of another kind or to another site has done
   *     nothing of this one
   */
  static Plan of(MoveKind kind, String to, Optional<Move> underWay) {
    Optional<Move> same =
        underWay.filter(move -> move.kind().equals(kind.word()) && move.to().equals(to));
    int last = kind.steps().indexOf(kind.pointOfNoReturn());
    return new Plan(
        kind.steps().stream()
            .map(step ->
                new PlannedStep(
                    step,
                    same.map(move -> state(move, step)).orElse(PlannedStep.State.TO_COME),
                    kind.undoable() && kind.steps().indexOf(step) < last,
                    step == kind.pointOfNoReturn()))
            .toList());
  }

  /** The steps that are to be taken, in their order. */
  List<Step> left() {
    return steps.stream()
        .filter(planned -> planned.state() != PlannedStep.State.DONE)
        .map(PlannedStep::step)
        .toList();
  }

  /**
   * The first step that was never begun although a later one was; nothing in a journal that the
   * steps themselves have written. A step that is taken again stands as begun.
   */
  Optional<Step> gap() {
    int latest = -1;
    for (int at = 0; at < steps.size(); at++) {
      latest = steps.get(at).state() == PlannedStep.State.TO_COME ? latest : at;
    }
    return steps.subList(0, latest + 1).stream()
        .filter(planned -> planned.state() == PlannedStep.State.TO_COME)
        .map(PlannedStep::step)
        .findFirst();
  }

  private static PlannedStep.State state(Move move, Step step) {
    if (move.done(step.word())) {
      return PlannedStep.State.DONE;
    }
    return move.begun(step.word()) ? PlannedStep.State.BEGUN : PlannedStep.State.TO_COME;
  }
}
