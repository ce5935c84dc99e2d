package dev.strimzidr.move;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.record.Changes;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.Journal;
import dev.strimzidr.record.Move;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The move that is under way, with the steps that one call takes of it. Each is written down before
 * it is taken; one that is done is left out.
 */
final class MoveJournal {
  private final Journal journal;
  private final DrRecord before;
  private final Move move;
  private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

  private MoveJournal(Journal journal, DrRecord before, Move move) {
    this.journal = journal;
    this.before = before;
    this.move = move;
  }

  /**
   * The move that the record says is under way.
   *
   * @throws ModuleFailure when there is none, it moves no clients, or it is being undone
   */
  static MoveJournal underWay(Journal journal) {
    DrRecord record = journal.read();
    Move move = record.move();
    if (move == null || MoveKind.of(move.kind()) == MoveKind.REJOIN) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          move == null
              ? "No move is under way: strimzi_dr_record with action: begin begins one"
              : "A %s is under way, which moves no clients".formatted(move.kind()));
    }
    if (move.begun(WishRules.ABORT)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "The %s to %s is being undone, and that was cut off. Say -e abort=true: it goes on"
              .formatted(move.kind(), move.to()));
    }
    return new MoveJournal(journal, record, move);
  }

  /** The record as it was when this call began. */
  DrRecord before() {
    return before;
  }

  /** The site that clients are moved to. */
  String target() {
    return move.to();
  }

  MoveKind kind() {
    return MoveKind.of(move.kind());
  }

  boolean done(Step step) {
    return move.done(step.word());
  }

  boolean begun(Step step) {
    return move.begun(step.word());
  }

  /** What was found until now, as the module returns it. */
  Map<String, @Nullable Object> facts() {
    return facts;
  }

  /** The steps of these that are left to be taken. */
  Result.Success predict(List<Step> steps) {
    List<String> left =
        Plan.of(kind(), target(), Optional.of(move)).left().stream()
            .filter(steps::contains)
            .map(Step::word)
            .toList();
    return new Result.Success(!left.isEmpty(), Map.of("done", false, "steps", left), List.of());
  }

  /** Writes a step down and takes it, unless that was done before this call. */
  void take(Step step, Changes changes, Runnable work) {
    if (!done(step)) {
      write(step, changes);
      work.run();
    }
  }

  /** Writes down that a step begins, and so that the one before it is done. */
  void write(Step step, Changes changes) {
    facts.putAll(journal.begin(step.word(), changes));
  }

  /** A failure with what it comes to, by the record as it is now; a site may answer no more. */
  ModuleFailure told(ModuleFailure failure) {
    try {
      DrRecord now = journal.read();
      Move under = now.move();
      return (under == null ? failure : new Situation(now, under).told(failure)).with(facts);
    } catch (ModuleFailure unread) {
      failure.addSuppressed(unread);
      return failure.with(facts);
    }
  }
}
