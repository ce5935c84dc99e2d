package dev.strimzidr.record;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the record goes on, and where it never goes. Pure. */
final class Advance {
  static final String FAILOVER = "failover";
  static final String REJOIN = "rejoin";

  /** Begins a move that may take over another one: the site that it has to do without is lost. */
  private static final Set<String> TAKES_OVER = Set.of(FAILOVER);

  private Advance() {}

  /**
   * The record with a move begun; the same record when that move is under way already.
   *
   * @throws ModuleFailure when another one is under way, or the move leads nowhere
   */
  static DrRecord begin(DrRecord before, String kind, String to, String by, Instant now) {
    Move running = before.move();
    if (running != null && running.kind().equals(kind) && running.to().equals(to)) {
      return before;
    }
    if (running != null && !TAKES_OVER.contains(kind)) {
      throw refused(
          "a %s to %s is under way since %s, begun by %s. Finish it with playbooks/%s.yml%s"
              .formatted(
                  running.kind(),
                  running.to(),
                  running.begun(),
                  running.by(),
                  running.kind(),
                  running.kind().equals(REJOIN)
                      ? ""
                      : ", or undo it with the same playbook and -e abort=true"));
    }
    // A move that was cut off behind the opening has left the active site without a standby, and
    // perhaps without its clients.
    boolean remains = running != null && TAKES_OVER.contains(kind);
    if (kind.equals(REJOIN) != before.active().equals(to) && !remains) {
      throw refused(
          kind.equals(REJOIN)
              ? "%s is not the active site, so nothing rejoins it".formatted(to)
              : "%s is the active site already".formatted(to));
    }
    // The lost site may come back with its own record: that one must be older.
    long epoch = kind.equals(FAILOVER) ? before.epoch() + 1 : before.epoch();
    String from =
        before.access().keySet().stream().filter(s -> !s.equals(to)).findFirst().orElse(to);
    Outage outage = running == null ? Outage.NONE : running.outage();
    return before.with(
        epoch, kind, new Move(kind, from, to, by, now.toString(), List.of(), outage));
  }

  /**
   * The same record, newer by two revisions: what the run that lost the lock writes at the same
   * moment has the next one, and is the older one then.
   */
  static DrRecord takeOver(DrRecord before) {
    return before
        .with(before.epoch(), before.phase(), before.move())
        .with(before.epoch(), before.phase(), before.move());
  }

  /**
   * The record with the last step done, this one begun, and its changes made.
   *
   * @throws ModuleFailure when no move is under way, or a rule would be broken
   */
  static DrRecord step(DrRecord before, String step, Changes changes, Instant now) {
    requireMove(before);
    Map<String, Access> access = new LinkedHashMap<>(before.access());
    access.putAll(changes.access());
    Move move = before.underWay().begin(step, now).keepingOut(access.values(), now);
    return change(before, move, before.phase(), changes);
  }

  /**
   * The record with the move ended.
   *
   * @param outcome what the history says
   */
  static DrRecord finish(DrRecord before, String outcome, Changes changes, Instant now) {
    requireMove(before);
    DrRecord after = change(before, null, DrRecord.STEADY, changes);
    return after.with(new DrRecord.Entry(after.epoch(), now.toString(), after.active(), outcome));
  }

  private static DrRecord change(
      DrRecord before, @Nullable Move move, String phase, Changes changes) {
    String active = changes.active().orElse(before.active());
    Map<String, Access> access = new LinkedHashMap<>(before.access());
    access.putAll(changes.access());
    DrRecord after =
        new DrRecord(
            DrRecord.FORMAT,
            active.equals(before.active()) ? before.epoch() : before.epoch() + 1,
            before.revision() + 1,
            active,
            phase,
            access,
            changes.unfenced().orElse(before.unfenced()),
            changes.mirror().orElse(before.mirror()),
            changes.forkPoints().isPresent() ? changes.forkPoints().get() : before.forkPoints(),
            move,
            before.history(),
            before.identities());
    requireOneWriter(before, after);
    requireOneDirection(before, after);
    requireKnownFork(before, after, changes);
    return after;
  }

  private static void requireMove(DrRecord record) {
    if (record.move() == null) {
      throw refused("no move is under way");
    }
  }

  /** A site is opened only when the other was closed in an earlier step. */
  private static void requireOneWriter(DrRecord before, DrRecord after) {
    for (Map.Entry<String, Access> site : after.access().entrySet()) {
      if (site.getValue() != Access.OPEN || before.accessAt(site.getKey()) == Access.OPEN) {
        continue;
      }
      for (String other : after.access().keySet()) {
        if (!other.equals(site.getKey())
            && (before.accessAt(other) == Access.OPEN || after.accessAt(other) == Access.OPEN)) {
          throw refused(
              "%s cannot be opened while clients may write at %s".formatted(site.getKey(), other));
        }
      }
    }
    if (!after.active().equals(before.active()) && after.accessAt(after.active()) != Access.OPEN) {
      throw refused("%s cannot be active while it is closed".formatted(after.active()));
    }
  }

  /** The one direction is stopped, and seen stopped, before the other starts. */
  private static void requireOneDirection(DrRecord before, DrRecord after) {
    Mirror mirror = after.mirror();
    if (!mirror.sameWay(before.mirror()) && before.mirror().state() == State.RUNNING) {
      throw refused(
          "records cannot be copied from %s to %s while those from %s to %s are"
              .formatted(mirror.from(), mirror.to(), before.mirror().from(), before.mirror().to()));
    }
    if (mirror.state() == State.RUNNING && !mirror.from().equals(after.active())) {
      throw refused("records cannot be copied into %s, the active site".formatted(after.active()));
    }
  }

  /** Without fork points a mirror would copy back what came from there. */
  private static void requireKnownFork(DrRecord before, DrRecord after, Changes changes) {
    Mirror mirror = after.mirror();
    ForkPoints fork = after.forkPoints();
    boolean turned = !mirror.sameWay(before.mirror());
    if (turned && (fork == null || !fork.to().equals(mirror.from()))) {
      throw refused(
          "there are no fork points from which to copy from %s to %s"
              .formatted(mirror.from(), mirror.to()));
    }
    if (changes.forkPoints().isPresent() && before.mirror().state() == State.RUNNING) {
      throw refused("fork points are taken when the mirror is stopped");
    }
  }

  private static ModuleFailure refused(String why) {
    return new ModuleFailure(Reason.CONTRADICTION, "The record stays as it is: " + why);
  }
}
