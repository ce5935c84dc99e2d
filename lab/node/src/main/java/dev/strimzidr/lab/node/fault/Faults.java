package dev.strimzidr.lab.node.fault;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.network.SiteNetwork;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.Signals;
import dev.strimzidr.lab.node.process.SiteProcess;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.Site;
import dev.strimzidr.lab.node.site.SiteLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts faults on a site and takes them back. Each says whether it changed anything. */
public final class Faults {
  private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(10);

  private final SiteFolders folders;

  /** Faults of the site in a folder. */
  public Faults(SiteFolders folders) {
    this.folders = folders;
  }

  /** Kills a part; a part that runs no more stays dead. */
  public boolean kill(String part) {
    return SiteLock.hold(
        folders,
        () -> {
          List<SiteProcess> processes = select(part);
          new Site(folders, message -> {}).kill(processes);
          return !processes.isEmpty();
        });
  }

  /**
   * Ends the containers of a part, and each that starts in it from now on: they end with an error
   * as soon as they start.
   */
  public boolean crash(String part) {
    if (!Part.parse(part).isPods()) {
      throw new NodeException("'%s' has no containers: give a Pod or a Deployment".formatted(part));
    }
    return SiteLock.hold(
        folders,
        () -> {
          var parts = new ArrayList<>(CrashFile.read(folders.crashes()));
          if (parts.contains(part)) {
            return false;
          }
          List<SiteProcess> processes = select(part);
          parts.add(part);
          CrashFile.write(folders.crashes(), parts);
          new Site(folders, message -> {}).kill(processes);
          return true;
        });
  }

  /** Lets the containers of a part that crashes start again, when their next start is due. */
  public boolean recover(String part) {
    Part.parse(part);
    return SiteLock.hold(
        folders,
        () -> {
          var parts = new ArrayList<>(CrashFile.read(folders.crashes()));
          boolean crashed = parts.remove(part);
          CrashFile.write(folders.crashes(), parts);
          return crashed;
        });
  }

  /** Freezes a part. */
  public boolean freeze(String part) {
    return SiteLock.hold(
        folders,
        () -> {
          List<SiteProcess> moving = inState(part, ProcessState.RUNNING);
          Signals.freeze(moving);
          return !moving.isEmpty();
        });
  }

  /** Lets a part go on. */
  public boolean thaw(String part) {
    return SiteLock.hold(
        folders,
        () -> {
          List<SiteProcess> frozen = inState(part, ProcessState.FROZEN);
          Signals.thaw(frozen);
          return !frozen.isEmpty();
        });
  }

  /** Cuts a link; one that is cut already may change its mode. */
  public boolean cut(Cut cut) {
    if (!cut.from().equals(Cut.ALL)) {
      SiteNetwork.parse(cut.from());
    }
    return SiteLock.hold(
        folders,
        () -> {
          var cuts = without(cut.from());
          cuts.add(cut);
          return write(cuts);
        });
  }

  /** Takes a cut back. */
  public boolean mend(String from) {
    return SiteLock.hold(folders, () -> write(without(from)));
  }

  private List<Cut> without(String from) {
    var cuts = new ArrayList<>(CutFile.read(folders.cuts()));
    cuts.removeIf(cut -> cut.from().equals(from));
    return cuts;
  }

  private boolean write(List<Cut> cuts) {
    boolean changed = !CutFile.read(folders.cuts()).equals(cuts);
    CutFile.write(folders.cuts(), cuts);
    awaitForce(cuts);
    return changed;
  }

  /** Returns when the site's process has put it into force, unless there is none to do so. */
  private void awaitForce(List<Cut> cuts) {
    long deadline = System.nanoTime() + IN_FORCE_WITHIN.toNanos();
    try {
      while (nodeRuns() && !CutFile.read(CutFile.inForce(folders.cuts())).equals(cuts)) {
        if (System.nanoTime() > deadline) {
          throw new NodeException(
              "The node did not put the cuts into force within %d s, see %s"
                  .formatted(IN_FORCE_WITHIN.toSeconds(), folders.nodeLog()));
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted before the cuts were in force", e);
    }
  }

  private boolean nodeRuns() {
    return SiteProcesses.node(folders)
        .filter(node -> node.state() == ProcessState.RUNNING)
        .isPresent();
  }

  private List<SiteProcess> inState(String part, ProcessState state) {
    return select(part).stream().filter(process -> process.state() == state).toList();
  }

  private List<SiteProcess> select(String part) {
    Part wanted = Part.parse(part);
    List<SiteProcess> all = SiteProcesses.of(folders);
    List<SiteProcess> found = all.stream().filter(p -> wanted.includes(p.name())).toList();
    if (found.isEmpty() && wanted.isPods()) {
      throw new NodeException(
          "No process of %s runs in %s; there are: %s"
              .formatted(
                  part,
                  folders.site(),
                  String.join(", ", all.stream().map(SiteProcess::name).toList())));
    }
    return found;
  }
}
