package dev.strimzidr.move;

import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.Move;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a move is judged by.
 *
 * @param wish what an operator asks for
 * @param record who is active, and what is under way
 * @param holders who holds the lock, by the sites where somebody does
 * @param limits what is allowed
 * @param facts what was found out; nothing where only the wish is judged
 */
record Known(
    Wish wish, DrRecord record, Map<String, String> holders, Limits limits, Optional<Facts> facts) {

  /** The site that is active afterwards: of a planned move that is under way the record's. */
  String target() {
    Move move = record.move();
    return switch (wish.kind()) {
      case FAILOVER -> wish.to();
      case SWITCHOVER, FAILBACK -> move == null ? wish.to() : move.to();
      case REJOIN -> move == null ? record.active() : move.to();
    };
  }

  /** The other one. */
  String source() {
    return other(target());
  }

  /** The other site of the pair. */
  String other(String site) {
    return wish.sites().stream().filter(name -> !name.equals(site)).findFirst().orElse("");
  }

  /** The site that mirrors the active one. */
  String standby() {
    return other(record.active());
  }

  Optional<Move> underWay() {
    return Optional.ofNullable(record.move());
  }

  /** Whether the move that is under way is the one that is asked for. */
  boolean goesOn() {
    return underWay().filter(move -> move.kind().equals(wish.kind().word())).isPresent();
  }

  /** Whether a step of the move that is under way was begun. */
  boolean begun(Step step) {
    return underWay().filter(move -> move.begun(step.word())).isPresent();
  }

  /** Whether the logs part by this failover; in one that goes on behind the opening they have. */
  boolean parting() {
    return !record.active().equals(target());
  }

  Plan plan() {
    return Plan.of(wish.kind(), target(), underWay());
  }

  /** A list, or an empty one where nothing is known. */
  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
