package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.fault.Cut;
import dev.strimzidr.lab.node.fault.Faults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hurts a site. */
@Command(name = "fault", description = "Kills, freezes and cuts off a site or its parts.")
final class FaultCommand {
  private static final String PARTS =
      "site, node, etcd, api, controller-manager, pod/NAMESPACE/NAME or deployment/NAMESPACE/NAME.";
  private static final String PODS = "pod/NAMESPACE/NAME or deployment/NAMESPACE/NAME.";

  @Mixin private SiteOptions options = new SiteOptions();

  @Command(name = "kill", description = "Kills a part without warning; site: a power loss.")
  int kill(@Option(names = "--part", required = true, description = PARTS) String part) {
    return apply(faults().kill(part));
  }

  @Command(name = "freeze", description = "Stops a part where it is: it answers no more.")
  int freeze(@Option(names = "--part", required = true, description = PARTS) String part) {
    return apply(faults().freeze(part));
  }

  @Command(name = "thaw", description = "Lets a frozen part go on.")
  int thaw(@Option(names = "--part", required = true, description = PARTS) String part) {
    return apply(faults().thaw(part));
  }

  @Command(name = "crash", description = "Ends containers, and each that starts until recover.")
  int crash(@Option(names = "--part", required = true, description = PODS) String part) {
    return apply(faults().crash(part));
  }

  @Command(name = "recover", description = "Lets containers that crash start again.")
  int recover(@Option(names = "--part", required = true, description = PODS) String part) {
    return apply(faults().recover(part));
  }

  @Command(name = "cut", description = "Cuts the site's Services off from callers.")
  int cut(
      @Option(
              names = "--from",
              required = true,
              paramLabel = "CIDR",
              description = "The other site's network, or all: everybody but the site itself.")
          String from,
      @Option(
              names = "--mode",
              defaultValue = "DROP",
              description = "drop: nothing answers; reset: connections are reset. Default: drop.")
          Cut.Mode mode) {
    return apply(faults().cut(new Cut(from, mode)));
  }

  @Command(name = "mend", description = "Takes a cut back.")
  int mend(
      @Option(
              names = "--from",
              required = true,
              paramLabel = "CIDR",
              description = "As it was cut; all takes back the cut from everybody.")
          String from) {
    return apply(faults().mend(from));
  }

  private Faults faults() {
    return new Faults(options.folders());
  }

  private int apply(boolean changed) {
    Answers.print(options.out(), SiteReport.of(options.folders(), changed));
    return 0;
  }
}
