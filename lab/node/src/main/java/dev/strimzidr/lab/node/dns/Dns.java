package dev.strimzidr.lab.node.dns;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.files.LogTail;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.Signals;
import dev.strimzidr.lab.node.process.SiteProcess;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The DNS server as its operator sees it from outside. It lives in a folder of its own, as a site
 * does, and its process is found in the same way. Each method says whether it changed anything.
 */
public final class Dns {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final SiteFolders folders;
  private final Path checkout;
  private final Consumer<String> progress;

  /**
   * A server in its folder.
   *
   * @param checkout where its program was built
   * @param progress is told what is being done
   */
  public Dns(SiteFolders folders, Path checkout, Consumer<String> progress) {
    this.folders = folders;
    this.checkout = checkout;
    this.progress = progress;
  }

  /** Its process; at most one. */
  public List<SiteProcess> processes() {
    return SiteProcesses.of(folders);
  }

  /** Whether it is told to refuse everything. */
  public boolean refuses() {
    return Files.exists(refuse());
  }

  /** Starts it unless it runs so already; what it was told to refuse, it goes on to refuse. */
  public boolean start(DnsSettings asked, Duration timeout) {
    DnsProgram program = DnsProgram.of(checkout);
    var wanted =
        new DnsSettings(asked.address(), asked.port(), asked.zone(), asked.key(), program.build());
    boolean thawed = thaw();
    if (!processes().isEmpty()
        && DnsSettings.read(folders.site()).filter(wanted::equals).isPresent()) {
      return thawed;
    }
    stop();
    wanted.write(folders.site());
    progress.accept("Starting the DNS server");
    awaitReady(spawn(program, wanted), timeout);
    return true;
  }

  /** Stops it, a frozen one too. */
  public boolean stop() {
    boolean runs = !processes().isEmpty();
    new Site(folders, progress).clearRemains();
    return runs;
  }

  /** Kills it without warning. */
  public boolean kill() {
    List<SiteProcess> all = processes();
    new Site(folders, progress).kill(all);
    return !all.isEmpty();
  }

  /** Stops it where it is: it answers no more. */
  public boolean freeze() {
    return signal(ProcessState.RUNNING, Signals::freeze);
  }

  /** Lets a frozen one go on. */
  public boolean thaw() {
    return signal(ProcessState.FROZEN, Signals::thaw);
  }

  /** Lets it refuse everything from now on. */
  public boolean refuse(boolean on) {
    try {
      if (on == refuses()) {
        return false;
      }
      if (on) {
        Files.createFile(refuse());
      } else {
        Files.delete(refuse());
      }
      return true;
    } catch (IOException e) {
      throw new NodeException("Cannot write " + refuse(), e);
    }
  }

  /** Takes every fault back; a dead one is started again as it was. */
  public boolean mend(Duration timeout) {
    DnsSettings known =
        DnsSettings.read(folders.site())
            .orElseThrow(() -> new NodeException("No DNS server in " + folders.site()));
    boolean answersAgain = refuse(false);
    return start(known, timeout) || answersAgain;
  }

  private boolean signal(ProcessState in, Consumer<List<SiteProcess>> signal) {
    List<SiteProcess> hit = processes().stream().filter(p -> p.state() == in).toList();
    signal.accept(hit);
    return !hit.isEmpty();
  }

  private Path refuse() {
    return folders.site().resolve("refuse");
  }

  private Path log() {
    return folders.logs().resolve("dns.log");
  }

  private Process spawn(DnsProgram program, DnsSettings settings) {
    try {
      Folders.create(folders.logs());
      var builder =
          new ProcessBuilder(program.line(folders.site(), settings))
              .directory(folders.site().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().put(SiteProcesses.SITE, folders.site().toString());
      builder.environment().put(SiteProcesses.NAME, "dns");
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new NodeException("The DNS server could not be started: " + e.getMessage(), e);
    }
  }

  private void awaitReady(Process process, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (listens(process)) {
        return;
      }
      pause();
    }
    throw new NodeException(
        "The DNS server %s within %d s. The end of %s:%n%s"
            .formatted(
                process.isAlive() ? "did not listen" : "did not start",
                timeout.toSeconds(),
                log(),
                LogTail.of(log())));
  }

  /** It writes its number down when it listens: a connection might be answered by another one. */
  private boolean listens(Process process) {
    Path ready = folders.site().resolve("ready");
    try {
      return Files.exists(ready)
          && Files.readString(ready).strip().equals(Long.toString(process.pid()));
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted while the DNS server starts", e);
    }
  }
}
