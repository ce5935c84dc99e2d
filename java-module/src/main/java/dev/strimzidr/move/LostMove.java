package dev.strimzidr.move;

import dev.strimzidr.fence.Fence;
import dev.strimzidr.fence.FenceRequest.Prove;
import dev.strimzidr.groups.CarriedGroups;
import dev.strimzidr.groups.LostGroups;
import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.LostMirror;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.Changes;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import dev.strimzidr.record.ForkPoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a failover: only the survivor is asked, and the lost site is closed if it answers.
 */
final class LostMove implements ClientsMove {
  /** All of them. */
  static final List<Step> STEPS = MoveKind.FAILOVER.steps();

  private final MoveRequest request;
  private final MoveJournal journal;
  private final Site source;
  private final Site target;
  private final KafkaCluster to;
  private final LostMirror mirror;
  private final LostFence lostFence;
  private final Fence fence;
  private @Nullable ForkPoints forkPoints;

  /** Asks for nothing yet, but connects to the survivor. */
  LostMove(MoveRequest request, MoveJournal journal, Sites sites) {
    this.request = request;
    this.journal = journal;
    this.target = sites.named("record", journal.target());
    this.source = sites.other(target);
    this.to = request.cluster(target);
    this.mirror =
        new LostMirror(source.name(), target, to, request.mirror(), request.lost().declared());
    this.lostFence = new LostFence(request.fence(), source, superUsers(source));
    this.fence = new Fence(request.fence(), Map.of(target, superUsers(target)), false);
  }

  private Set<String> superUsers(Site site) {
    return request.superUsers().getOrDefault(site, Set.of());
  }

  @Override
  public List<Step> steps() {
    return STEPS;
  }

  @Override
  public boolean take() {
    fence.connect();
    if (!journal.begun(Step.OPEN)) {
      prepare();
      open(opening());
    } else if (!journal.done(Step.OPEN)) {
      open(Changes.NONE);
    }
    new Arrival(request, journal, to).take();
    return true;
  }

  /** Up to groups that are placed, with the lost site tried beside it: it may never answer. */
  private void prepare() {
    if (!journal.done(Step.FENCE_OLD) || journal.before().unfenced().contains(source.name())) {
      journal.write(
          Step.FENCE_OLD,
          Changes.access(Map.of(source.name(), Access.CLOSED))
              .withUnfenced(List.of(source.name())));
      lostFence.begin();
    }
    journal.take(
        Step.STOP_MIRROR,
        Changes.mirror(mirrorThatIs(State.STOPPED)),
        () -> journal.facts().put("fenced_transactions", remove()));
    journal.take(Step.FORK_POINTS, Changes.NONE, this::requireNothingCame);
    journal.take(Step.GROUPS, Changes.NONE, this::placeGroups);
  }

  /** What opening the survivor changes in the record: from here on there is no way back. */
  private Changes opening() {
    Changes changes =
        Changes.activate(target.name(), parting() ? Optional.of(forkPoints()) : Optional.empty())
            .withMirror(mirrorThatIs(State.ABSENT));
    LostFence.Outcome tried = lostFence.end();
    journal.facts().put("aborted_transactions", tried.aborted());
    journal.facts().put("unfenced_why", tried.why());
    return tried.closed() ? changes.withUnfenced(List.of()) : changes;
  }

  private void open(Changes changes) {
    journal.write(Step.OPEN, changes);
    Fence.Brought unused = fence.bring(Map.of(target, Access.OPEN), Prove.CHANGED);
  }

  /** Where the survivor was active before, the logs have parted, and groups stand at their own. */
  private boolean parting() {
    return !journal.before().active().equals(target.name());
  }

  private Mirror mirrorThatIs(State state) {
    Mirror recorded = journal.before().mirror();
    return new Mirror(recorded.from(), recorded.to(), state);
  }

  private List<String> remove() {
    return mirror.remove(request.limits().removal());
  }

  /** They stay as they are, as nobody copies or writes any more. */
  private ForkPoints forkPoints() {
    ForkPoints known = forkPoints == null ? mirror.part() : forkPoints;
    forkPoints = known;
    return known;
  }

  /**
   * One vantage point is not enough: it may be this machine that is cut off.
   *
   * @throws ModuleFailure when the mirror has got records after the site was said to be lost
   */
  private void requireNothingCame() {
    if (!parting()) {
      return;
    }
    // A call before this one has removed it; somebody may have made it again since.
    if (journal.done(Step.STOP_MIRROR)) {
      List<String> unused = remove();
    }
    List<String> came = request.lost().came(forkPoints());
    if (!came.isEmpty() && !request.lost().force()) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s is alive, although it does not answer here: %s went on getting records from it after it was said to be lost (%s). -e failover_force=true goes on all the same"
              .formatted(source.name(), target.name(), String.join(", ", came)));
    }
  }

  private void placeGroups() {
    if (parting()) {
      journal
          .facts()
          .putAll(
              new LostGroups(
                      request.mirror(),
                      request.lost().declared(),
                      source.name(),
                      target,
                      request.record(),
                      Set.of(),
                      CarriedGroups.MOST)
                  .place(to, false)
                  .values());
    }
  }

  @Override
  public void close() {
    to.close();
    lostFence.close();
    fence.close();
  }
}
