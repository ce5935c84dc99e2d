package dev.strimzidr.move;

import dev.strimzidr.fence.Fence;
import dev.strimzidr.fence.FenceRequest.Prove;
import dev.strimzidr.groups.CarriedGroups;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.MovedMirror;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.Changes;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import dev.strimzidr.record.ForkPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a planned move for which clients wait. Whatever is asked is connected to before the
 * first.
 */
final class PlannedMove implements ClientsMove {
  /** Those that it takes: all until clients are sent to the other site. */
  static final List<Step> STEPS =
      MoveKind.SWITCHOVER.steps().subList(0, MoveKind.SWITCHOVER.steps().indexOf(Step.TRAFFIC) + 1);

  private final MoveRequest request;
  private final MoveJournal journal;
  private final Site source;
  private final Site target;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final MovedMirror mirror;
  private final Fence fence;
  private final List<String> aborted = new ArrayList<>();
  private Optional<ForkPoints> forkPoints = Optional.empty();

  /** Asks for nothing yet, but connects. */
  PlannedMove(MoveRequest request, MoveJournal journal, Sites sites) {
    this.request = request;
    this.journal = journal;
    this.target = sites.named("record", journal.target());
    this.source = sites.other(target);
    this.from = request.cluster(source);
    this.to = request.cluster(target);
    this.mirror = new MovedMirror(source, target, from, to, request.mirror());
    this.fence = new Fence(request.fence(), request.superUsers(), false);
  }

  @Override
  public List<Step> steps() {
    return STEPS;
  }

  /** Ends early while the mirror has not come as far as it has to. */
  @Override
  public boolean take() {
    return closed() && opened();
  }

  /** Up to the drained mirror; false where that takes longer than this call waits. */
  private boolean closed() {
    if (!journal.begun(Step.FENCE_WRITES)) {
      fence.connect();
      journal.facts().put("stopped_checkpoints", mirror.stopCheckpoints());
      Optional<Awaited> behind = waiting(Awaited.CATCH_UP).caughtUp();
      if (behind.isPresent()) {
        journal.facts().putAll(behind.get().document());
        return false;
      }
      // What would fail later fails now, and whoever is asked later is known by then.
      Fence.Brought unused =
          fence.bring(Map.of(source, Access.OPEN, target, Access.CLOSED), Prove.ALWAYS);
    }
    journal.take(
        Step.FENCE_WRITES,
        Changes.access(Map.of(source.name(), Access.READ_ONLY)),
        () -> fence(Map.of(source, Access.READ_ONLY), Prove.ALWAYS));
    if (journal.done(Step.DRAIN)) {
      return true;
    }
    // A wait that goes on was written down when it began.
    if (request.waited().on(Step.DRAIN.word()).isZero()) {
      journal.write(Step.DRAIN, Changes.NONE);
    }
    Optional<Awaited> undrained = waiting(Step.DRAIN.word()).drained();
    undrained.ifPresent(left -> journal.facts().putAll(left.document()));
    return undrained.isEmpty();
  }

  private boolean opened() {
    journal.take(
        Step.STOP_MIRROR,
        Changes.mirror(new Mirror(source.name(), target.name(), State.STOPPED)),
        () -> journal.facts().put("stopped", mirror.stop()));
    journal.take(
        Step.FENCE_READS,
        Changes.access(Map.of(source.name(), Access.CLOSED)),
        () -> fence(Map.of(source, Access.CLOSED), Prove.ALWAYS));
    journal.take(
        Step.GROUPS,
        Changes.NONE,
        () -> journal.facts().putAll(groups().carry(from, to, false).values()));
    journal.take(Step.FORK_POINTS, Changes.NONE, () -> forkPoints = Optional.of(mirror.part()));
    journal.take(
        Step.OPEN,
        Changes.activate(target.name(), forkPoints),
        () -> fence(Map.of(source, Access.CLOSED, target, Access.OPEN), Prove.CHANGED));
    new Arrival(request, journal, to).take();
    return true;
  }

  private void fence(Map<Site, Access> wanted, Prove prove) {
    aborted.addAll(fence.bring(wanted, prove).aborted());
    journal.facts().put("aborted_transactions", List.copyOf(aborted));
  }

  private MirrorWait waiting(String step) {
    return new MirrorWait(mirror, request.limits(), request.waited().on(step));
  }

  private CarriedGroups groups() {
    return new CarriedGroups(
        request.mirror(), target, Set.of(), request.accept(), true, CarriedGroups.MOST);
  }

  @Override
  public void close() {
    from.close();
    to.close();
    fence.close();
  }
}
