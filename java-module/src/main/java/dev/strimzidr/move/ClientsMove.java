package dev.strimzidr.move;

import dev.strimzidr.module.ModuleFailure;
import java.util.List;

/** Steps of a move that are taken in one call. */
sealed interface ClientsMove extends AutoCloseable permits PlannedMove, LostMove, TurningMove {
  /** All of them, in their order. */
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
