package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.SiteStop;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.SiteLock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a site. */
@Command(
    name = "down",
    description = "Stops the site and leaves no process; dead and frozen ones too. Keeps data.")
final class DownCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() {
    SiteFolders folders = options.folders();
    boolean changed = SiteLock.hold(folders, () -> stop(folders));
    Answers.print(options.out(), SiteReport.of(folders, changed));
    return 0;
  }

  private boolean stop(SiteFolders folders) {
    boolean needed = !SiteProcesses.of(folders).isEmpty();
    if (needed) {
      options.site().stop(SiteStop.WHOLE);
    }
    return needed;
  }
}
