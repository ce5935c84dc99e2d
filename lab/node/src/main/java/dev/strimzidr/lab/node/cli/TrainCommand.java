package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.archive.ClassArchives;
import dev.strimzidr.lab.node.archive.Training;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.SiteLock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes later starts faster. */
@Command(
    name = "train",
    description = "Keeps what the running site has loaded, so that later starts are faster.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() {
    SiteFolders folders = options.folders();
    List<String> made =
        SiteLock.hold(
            folders,
            () ->
                new Training(ClassArchives.ofUser(), options.progress())
                    .train(SiteProcesses.of(folders)));
    var report = SiteReport.of(folders, !made.isEmpty());
    report.put("trained", made);
    Answers.print(options.out(), report);
    return 0;
  }
}
