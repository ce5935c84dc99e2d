package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.SiteStop;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.files.LogTail;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.Signals;
import dev.strimzidr.lab.node.process.SiteProcess;
import dev.strimzidr.lab.node.process.SiteProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A site as its operator sees it from outside: something to start, stop and look at. */
public final class Site {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final SiteFolders folders;
  private final Consumer<String> progress;

  /**
   * A site in its folder.
   *
   * @param progress is told what is being done
   */
  public Site(SiteFolders folders, Consumer<String> progress) {
    this.folders = folders;
    this.progress = progress;
  }

  /** Whether its process lives and says that Pods can run. */
  public boolean isReady() {
    return ready().isPresent();
  }

  /** Whether it is ready and runs this build: a JVM does not survive that its jars are replaced. */
  public boolean isReady(String build) {
    return ready().filter(state -> state.build().equals(build)).isPresent();
  }

  /** Lets a site that was frozen as a whole go on; says whether it was. */
  public boolean thawIfFrozen() {
    boolean isFrozen =
        SiteProcesses.node(folders).filter(node -> node.state() == ProcessState.FROZEN).isPresent();
    if (isFrozen) {
      Signals.thaw(frozen());
    }
    return isFrozen;
  }

  /** Starts the site's process and returns when Pods can run. */
  public void start(Duration timeout) {
    progress.accept("Starting the control plane and the node (about 5 s)");
    Process process = spawn();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new NodeException("The site did not start. " + lastWords());
      }
      if (System.nanoTime() > deadline) {
        throw new NodeException(
            "The site was not ready within %d s. %s".formatted(timeout.toSeconds(), lastWords()));
      }
      pause();
    }
  }

  /** Stops everything that still runs: asks first, and kills what does not end in time. */
  public void stop(Duration timeout) {
    // A frozen process cannot hear that it is to end.
    Signals.thaw(frozen());
    SiteProcesses.node(folders)
        .ifPresent(node -> {
          progress.accept("Stopping the Pods, then the control plane");
          node.handle().destroy();
          await(List.of(node), timeout);
        });
    clearRemains();
  }

  /** Ends what an earlier life of the site left behind. */
  public void clearRemains() {
    List<SiteProcess> rest = SiteProcesses.of(folders);
    if (!rest.isEmpty()) {
      progress.accept("Clearing what is left of the site: " + names(rest));
      Signals.thaw(frozen());
      rest.forEach(process -> process.handle().destroy());
      await(rest, SiteStop.GRACE);
      kill(SiteProcesses.of(folders));
    }
  }

  /** Kills processes as a power loss does; the node first, so that it restarts none of them. */
  public void kill(List<SiteProcess> processes) {
    processes.stream()
        .sorted(Comparator.comparing(process -> !process.name().equals("node")))
        .forEach(process -> process.handle().destroyForcibly());
    await(processes, SiteStop.GRACE);
  }

  private Optional<NodeState> ready() {
    var node = SiteProcesses.node(folders);
    return NodeState.read(folders)
        .filter(state -> state.phase() == NodeState.Phase.READY)
        .filter(state -> node.isPresent() && node.get().pid() == state.pid());
  }

  private List<SiteProcess> frozen() {
    return SiteProcesses.of(folders).stream()
        .filter(process -> process.state() == ProcessState.FROZEN)
        .toList();
  }

  private Process spawn() {
    try {
      Folders.create(folders.logs());
      var builder =
          new ProcessBuilder(NodeCommand.line(folders))
              .directory(folders.site().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folders.nodeLog().toFile()));
      builder.environment().put(SiteProcesses.SITE, folders.site().toString());
      builder.environment().put(SiteProcesses.NAME, "node");
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new NodeException("The site's process could not be started: " + e.getMessage(), e);
    }
  }

  private String lastWords() {
    String said = NodeState.read(folders).map(NodeState::message).orElse("");
    return said.isEmpty()
        ? "The end of %s:%n%s".formatted(folders.nodeLog(), LogTail.of(folders.nodeLog()))
        : said;
  }

  private static void await(List<SiteProcess> processes, Duration timeout) {
    var all =
        CompletableFuture.allOf(
            processes.stream()
                .map(process -> process.handle().onExit())
                .toArray(CompletableFuture[]::new));
    try {
      all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      processes.forEach(process -> process.handle().destroyForcibly());
    } catch (ExecutionException e) {
      throw new NodeException("Cannot wait for a process to end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted while processes end", e);
    }
  }

  private static String names(List<SiteProcess> processes) {
    return String.join(", ", processes.stream().map(SiteProcess::name).toList());
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted while the site starts", e);
    }
  }
}
