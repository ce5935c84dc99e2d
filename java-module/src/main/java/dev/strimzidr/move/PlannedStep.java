package dev.strimzidr.move;

import java.util.Locale;
import java.util.Map;

/**
 * A step of a plan.
 *
 * @param step which one
 * @param state what the journal of the record says of it
 * @param undoable whether the move can be undone while this is the last step that was begun
 * @param pointOfNoReturn whether the move has to be finished once this step is begun
 */
record PlannedStep(Step step, State state, boolean undoable, boolean pointOfNoReturn) {
  /** What the journal says. */
  enum State {
    TO_COME,
    /** It was begun, and is taken once more. */
    BEGUN,
    DONE
  }

  Map<String, Object> document() {
    return Map.of(
        "name",
        step.word(),
        "state",
        state.name().toLowerCase(Locale.ROOT),
        "undoable",
        undoable,
        "point_of_no_return",
        pointOfNoReturn);
  }
}
