package dev.strimzidr.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A move that is under way, with its journal.
 *
 * @param kind switchover, failback, failover or rejoin
 * @param from the site that was active when it began
 * @param to the site that is active when it ends
 * @param by who began it
 * @param begun when, ISO 8601 in UTC
 * @param steps the steps taken so far, in their order; only the last one can be unfinished
 * @param outage since when clients are kept out
 */
public record Move(
    String kind, String from, String to, String by, String begun, List<Step> steps, Outage outage) {

  /** One that a version of before has begun says nothing of it. */
  public Move {
    outage = Objects.requireNonNullElse(outage, Outage.NONE);
  }

  /**
   * One step.
   *
   * @param name its name
   * @param begun when it was begun, ISO 8601 in UTC
   * @param done when it was done; null while it is not
   */
  public record Step(String name, String begun, @Nullable String done) {}

  /** Whether a step is done. */
  public boolean done(String step) {
    return steps.stream().anyMatch(taken -> taken.name().equals(step) && taken.done() != null);
  }

  /** Whether a step was begun, and perhaps is done. */
  public boolean begun(String step) {
    return steps.stream().anyMatch(taken -> taken.name().equals(step));
  }

  /**
   * The journal with the last step done and this one begun. One that was begun before and is taken
   * again says nothing of a later one that was cut off: that one is to be taken again as well.
   */
  Move begin(String step, Instant now) {
    List<Step> journal = new ArrayList<>(begun(step) ? steps : finish(now).steps());
    journal.removeIf(taken -> taken.name().equals(step) || taken.done() == null);
    journal.add(new Step(step, now.toString(), null));
    return new Move(kind, from, to, by, begun, journal, outage);
  }

  /** The move with what its step makes of the levels of access. */
  Move keepingOut(Collection<Access> levels, Instant now) {
    return new Move(kind, from, to, by, begun, steps, outage.with(levels, now));
  }

  /** The journal with the last step done. */
  Move finish(Instant now) {
    List<Step> journal = new ArrayList<>(steps);
    if (!journal.isEmpty() && journal.getLast().done() == null) {
      Step last = journal.removeLast();
      journal.add(new Step(last.name(), last.begun(), now.toString()));
    }
    return new Move(kind, from, to, by, begun, journal, outage);
  }
}
