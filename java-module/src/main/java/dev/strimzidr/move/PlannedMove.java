package dev.strimzidr.move;

import dev.strimzidr.dns.NameUpdateOption;
import dev.strimzidr.fence.Fence;
import dev.strimzidr.fence.FenceRequest.Prove;
import dev.strimzidr.groups.CarriedGroups;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.MovedMirror;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.probe.Probe;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.Changes;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import dev.strimzidr.record.ForkPoints;
import dev.strimzidr.record.Journal;
import dev.strimzidr.record.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a planned move for which clients wait. Each is written down before it is taken; one
 * that is done is left out. Whatever is asked is connected to before the first.
 */
final class PlannedMove implements AutoCloseable {
  /** Those that it takes: all until clients are sent to the other site. */
  static final List<Step> STEPS =
      MoveKind.SWITCHOVER.steps().subList(0, MoveKind.SWITCHOVER.steps().indexOf(Step.TRAFFIC) + 1);

  private final MoveRequest request;
  private final Journal journal;
  private final Move before;
  private final Site source;
  private final Site target;
  private final KafkaCluster from;
  private final KafkaCluster to;
  private final MovedMirror mirror;
  private final Fence fence;
  private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
  private final List<String> aborted = new ArrayList<>();
  private Optional<ForkPoints> forkPoints = Optional.empty();

  private PlannedMove(MoveRequest request, Journal journal, Move before, Site source, Site target) {
    this.request = request;
    this.journal = journal;
    this.before = before;
    this.source = source;
    this.target = target;
    Duration question = request.limits().question();
    this.from =
        new KafkaCluster(source, request.fence().listener(), request.fence().user(), question);
    this.to =
        new KafkaCluster(target, request.fence().listener(), request.fence().user(), question);
    this.mirror = new MovedMirror(source, target, from, to, request.mirror());
    this.fence = new Fence(request.fence(), request.superUsers(), false);
  }

  /**
   * The move that the record says is under way.
   *
   * @throws ModuleFailure when there is none, it is none that is planned, or it is being undone
   */
  static PlannedMove underWay(MoveRequest request, Sites sites, Journal journal) {
    DrRecord record = journal.read();
    Move move = record.move();
    if (move == null || !MoveKind.of(move.kind()).planned()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          move == null
              ? "No move is under way: strimzi_dr_record with action: begin begins one"
              : "A %s is under way, which is no planned move".formatted(move.kind()));
    }
    if (move.begun(WishRules.ABORT)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "The %s to %s is being undone, and that was cut off. Say -e abort=true: it goes on"
              .formatted(move.kind(), move.to()));
    }
    Site target = sites.named("record", move.to());
    return new PlannedMove(request, journal, move, sites.other(target), target);
  }

  /** The steps that would be taken. */
  Result.Success predict() {
    List<String> left =
        Plan.of(MoveKind.of(before.kind()), before.to(), Optional.of(before)).left().stream()
            .filter(STEPS::contains)
            .map(Step::word)
            .toList();
    return new Result.Success(!left.isEmpty(), Map.of("done", false, "steps", left), List.of());
  }

  /**
   * Takes them; ends early while the mirror has not come as far as it has to.
   *
   * @throws ModuleFailure of a step, with what clients can do now and which command goes on
   */
  Result.Success take() {
    try {
      boolean done = closed() && opened();
      facts.put("done", done);
      return new Result.Success(true, facts, List.of());
    } catch (ModuleFailure failure) {
      throw told(failure).with(facts);
    }
  }

  /** Up to the drained mirror; false where that takes longer than this call waits. */
  private boolean closed() {
    if (!before.begun(Step.FENCE_WRITES.word())) {
      fence.connect();
      facts.put("stopped_checkpoints", mirror.stopCheckpoints());
      Optional<Awaited> behind = waiting(Awaited.CATCH_UP).caughtUp();
      if (behind.isPresent()) {
        facts.putAll(behind.get().document());
        return false;
      }
      // What would fail later fails now, and whoever is asked later is known by then.
      Fence.Brought unused =
          fence.bring(Map.of(source, Access.OPEN, target, Access.CLOSED), Prove.ALWAYS);
    }
    step(
        Step.FENCE_WRITES,
        Changes.access(Map.of(source.name(), Access.READ_ONLY)),
        () -> fence(Map.of(source, Access.READ_ONLY), Prove.ALWAYS));
    if (before.done(Step.DRAIN.word())) {
      return true;
    }
    // A wait that goes on was written down when it began.
    if (request.waited().on(Step.DRAIN.word()).isZero()) {
      write(Step.DRAIN, Changes.NONE);
    }
    Optional<Awaited> undrained = waiting(Step.DRAIN.word()).drained();
    undrained.ifPresent(left -> facts.putAll(left.document()));
    return undrained.isEmpty();
  }

  private boolean opened() {
    step(
        Step.STOP_MIRROR,
        Changes.mirror(new Mirror(source.name(), target.name(), State.STOPPED)),
        () -> facts.put("stopped", mirror.stop()));
    step(
        Step.FENCE_READS,
        Changes.access(Map.of(source.name(), Access.CLOSED)),
        () -> fence(Map.of(source, Access.CLOSED), Prove.ALWAYS));
    step(Step.GROUPS, Changes.NONE, () -> facts.putAll(groups().carry(from, to, false).values()));
    step(Step.FORK_POINTS, Changes.NONE, () -> forkPoints = Optional.of(mirror.part()));
    step(
        Step.OPEN,
        Changes.activate(target.name(), forkPoints),
        () -> fence(Map.of(source, Access.CLOSED, target, Access.OPEN), Prove.CHANGED));
    step(Step.PROBE, Changes.NONE, () -> facts.put("probe", probe()));
    step(
        Step.TRAFFIC, Changes.NONE, () -> request.names().ifPresent(NameUpdateOption.Names::point));
    facts.put("pointed", request.names().isPresent());
    return true;
  }

  private void step(Step step, Changes changes, Runnable work) {
    if (!before.done(step.word())) {
      write(step, changes);
      work.run();
    }
  }

  private void write(Step step, Changes changes) {
    facts.putAll(journal.begin(step.word(), changes));
  }

  private void fence(Map<Site, Access> wanted, Prove prove) {
    aborted.addAll(fence.bring(wanted, prove).aborted());
    facts.put("aborted_transactions", List.copyOf(aborted));
  }

  private MirrorWait waiting(String step) {
    return new MirrorWait(mirror, request.limits(), request.waited().on(step));
  }

  /** What it comes to, by the record as it is now; a site may answer no more. */
  private ModuleFailure told(ModuleFailure failure) {
    try {
      DrRecord now = journal.read();
      return now.move() == null ? failure : new Situation(now, now.move()).told(failure);
    } catch (ModuleFailure unread) {
      failure.addSuppressed(unread);
      return failure;
    }
  }

  private CarriedGroups groups() {
    return new CarriedGroups(
        request.mirror(), target, Set.of(), request.accept(), true, CarriedGroups.MOST);
  }

  private Map<String, @Nullable Object> probe() {
    return new Probe(request.topic(), request.limits().probe()).take(to::access, Optional.empty());
  }

  @Override
  public void close() {
    from.close();
    to.close();
    fence.close();
  }
}
