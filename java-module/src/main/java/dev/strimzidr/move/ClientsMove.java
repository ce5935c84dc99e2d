package dev.strimzidr.move;

import dev.strimzidr.module.ModuleFailure;
import java.util.List;

/** The steps of a move for which clients wait, taken in one call. */
sealed interface ClientsMove extends AutoCloseable permits PlannedMove, LostMove {
  /** All of them, in their order: until clients are sent to the other site. */
  List<Step> steps();

  /**
   * Takes those that are not done.
   *
   * @return whether all are done; else the call is to be repeated
   * @throws ModuleFailure of the step that was written down last
   */
  boolean take();

  @Override
  void close();
}
