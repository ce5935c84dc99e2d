package dev.strimzidr.move;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.Move;

/**
 * What clients can do while a move is under way, and which command goes on. No I/O.
 *
 * @param record as it stands
 * @param move that it says is under way
 */
record Situation(DrRecord record, Move move) {

  /** The same failure, with the step, what clients can do now, and what to do. */
  ModuleFailure told(ModuleFailure failure) {
    // Whoever has lost the lock knows nothing of how things are.
    if (failure.reason() == Reason.LOCK_LOST) {
      return failure;
    }
    return new ModuleFailure(
        failure.reason(),
        "%s of the %s to %s: %s.\n%s.\n%s."
            .formatted(
                step(), move.kind(), move.to(), bare(failure.message()), clients(), commands()),
        failure.state(),
        failure);
  }

  /** The step that is under way. */
  private String step() {
    return move.steps().isEmpty()
        ? "Before the first step"
        : "In the step " + move.steps().getLast().name();
  }

  /** What clients can do at each site now. */
  String clients() {
    if (move.begun(Step.REVERSE.word())) {
      return "Clients work at %s; nothing is known to be copied to %s"
          .formatted(move.to(), move.from());
    }
    if (record.accessAt(move.to()) == Access.OPEN) {
      return "%s is open to clients, and their name may lead to %s still"
          .formatted(move.to(), move.from());
    }
    if (lost()) {
      return "Nobody may write at %s yet, and %s is taken for lost"
          .formatted(move.to(), move.from());
    }
    return switch (record.accessAt(move.from())) {
      case OPEN -> "Clients work at %s as before".formatted(move.from());
      case READ_ONLY -> "Clients can read at %s, and write nowhere".formatted(move.from());
      case CLOSED -> "Clients can neither write nor read";
    };
  }

  /** Which command goes on, and which undoes. */
  String commands() {
    return record.accessAt(move.to()) == Access.OPEN
        ? "The same command goes on. There is no way back"
        : "The same command goes on; with -e abort=true it undoes the %s%s"
            .formatted(move.kind(), lost() ? ", once %s answers".formatted(move.from()) : "");
  }

  private boolean lost() {
    return MoveKind.of(move.kind()) == MoveKind.FAILOVER;
  }

  private static String bare(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
