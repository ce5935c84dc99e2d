package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.dns.Dns;
import dev.strimzidr.lab.node.dns.DnsSettings;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.site.SiteLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The DNS server between the sites. */
@Command(name = "dns", description = "The DNS server between the sites: starts, stops, hurts it.")
final class DnsCommand {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Path CHECKOUT = Path.of(System.getProperty("lab.root", "."));

  @Mixin private SiteOptions options = new SiteOptions();

  @Command(name = "up", description = "Starts it, unless it runs. Keeps its records.")
  int up(
      @Option(names = "--address", required = true, description = "A loopback address of its own.")
          String address,
      @Option(names = "--port", defaultValue = "5300", description = "Default: 5300.") int port,
      @Option(names = "--zone", required = true, description = "Such as dr.test.") String zone,
      @Option(names = "--key", defaultValue = "lab", description = "The key's name. Default: lab.")
          String key) {
    return run(dns -> dns.start(new DnsSettings(address, port, zone, key, ""), START));
  }

  @Command(name = "down", description = "Stops it, a frozen one too. Keeps its records.")
  int down() {
    return run(Dns::stop);
  }

  @Command(name = "status", description = "Says whether it runs, where, and what it costs.")
  int status() {
    return run(dns -> false);
  }

  @Command(name = "kill", description = "Kills it without warning.")
  int kill() {
    return run(Dns::kill);
  }

  @Command(name = "freeze", description = "Stops it where it is: it answers no more.")
  int freeze() {
    return run(Dns::freeze);
  }

  @Command(name = "thaw", description = "Lets a frozen one go on.")
  int thaw() {
    return run(Dns::thaw);
  }

  @Command(name = "refuse", description = "Lets it refuse every question and every update.")
  int refuse() {
    return run(dns -> dns.refuse(true));
  }

  @Command(name = "mend", description = "Takes every fault back; starts a dead one again.")
  int mend() {
    return run(dns -> dns.mend(START));
  }

  private int run(Predicate<Dns> action) {
    SiteFolders folders = options.folders();
    var dns = new Dns(folders, CHECKOUT, options.progress());
    boolean changed = SiteLock.hold(folders, () -> action.test(dns));
    Answers.print(options.out(), DnsReport.of(folders, dns, changed));
    return 0;
  }
}
