package dev.strimzidr.move;

import dev.strimzidr.record.Move;

/** How an operator goes on with a move. */
final class Advice {

  private Advice() {}

  /** The command that goes on with a move, or with its undo. */
  static String next(Move move) {
    boolean named =
        move.kind().equals(MoveKind.SWITCHOVER.word())
            || move.kind().equals(MoveKind.FAILOVER.word());
    return "ansible-playbook playbooks/%s.yml%s%s"
        .formatted(
            move.kind(),
            named ? " -e move_to=" + move.to() : "",
            move.begun(WishRules.ABORT) ? " -e abort=true" : "");
  }
}
