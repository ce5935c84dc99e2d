package dev.strimzidr.move;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.offsets.TurnedMirror;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.Changes;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import dev.strimzidr.record.ForkPoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the mirror of a planned move round, once clients work at the other site. */
final class TurningMove implements ClientsMove {
  private static final List<Step> STEPS = List.of(Step.REVERSE);

  private final MoveRequest request;
  private final MoveJournal journal;
  private final Site former;
  private final Site active;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final TurnedMirror mirror;
  private final long begun = System.nanoTime();

  /**
   * Asks for nothing yet, but connects.
   *
   * @throws ModuleFailure when clients have not been moved yet, or it is no planned move
   */
  TurningMove(
      MoveRequest request, TurnedMirror.Declared declared, MoveJournal journal, Sites sites) {
    if (!journal.kind().planned() || !journal.begun(Step.TRAFFIC)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "The mirror is turned round when clients have been moved, in a planned move: the %s to %s is not that far"
              .formatted(journal.kind().word(), journal.target()));
    }
    this.request = request;
    this.journal = journal;
    this.active = sites.named("record", journal.target());
    this.former = sites.other(active);
    this.from = request.cluster(active);
    this.to = request.cluster(former);
    this.mirror =
        new TurnedMirror(
            active, from, former, to, request.mirror(), declared, request.limits().turn());
  }

  @Override
  public List<Step> steps() {
    return STEPS;
  }

  @Override
  public boolean take() {
    Duration before = request.waited().on(Step.REVERSE.word());
    if (before.isZero()) {
      Optional<String> cold = mirror.cold();
      if (cold.isPresent()) {
        journal.facts().put("cold", cold.get());
        return false;
      }
      // It is written down as stopped until it has been told where to begin: a rollout would let it
      // copy back everything.
      journal.write(
          Step.REVERSE, Changes.mirror(new Mirror(active.name(), former.name(), State.STOPPED)));
      mirror.prepare(forkPoints());
    }
    Optional<String> waiting = mirror.run(request.limits().patience());
    Duration waited = before.plusNanos(System.nanoTime() - begun);
    if (waiting.isPresent() && waited.compareTo(request.limits().turn()) > 0) {
      throw new ModuleFailure(Reason.TIMEOUT, waiting.get());
    }
    waiting.ifPresent(what ->
        journal
            .facts()
            .putAll(new Awaited(Step.REVERSE.word(), waited, List.of(what), Map.of()).document()));
    return waiting.isEmpty();
  }

  private ForkPoints forkPoints() {
    ForkPoints points = journal.before().forkPoints();
    if (points == null || !points.to().equals(active.name())) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "the record has no fork points from which to copy from %s to %s"
              .formatted(active.name(), former.name()));
    }
    return points;
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
