package dev.strimzidr.lab.node.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at a site. */
@Command(
    name = "status",
    description = "Says whether the site runs, where things are, and what its processes cost.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() {
    Answers.print(options.out(), SiteReport.of(options.folders(), false));
    return 0;
  }
}
