package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.SiteStop;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.network.SiteNetwork;
import dev.strimzidr.lab.node.site.Build;
import dev.strimzidr.lab.node.site.Site;
import dev.strimzidr.lab.node.site.SiteLock;
import dev.strimzidr.lab.node.site.SiteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a site. */
@Command(
    name = "up",
    description = "Starts the site, unless it runs. Clears what a crash left; keeps data.")
final class UpCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Option(names = "--site", required = true, description = "The site's name.")
  private String name = "";

  @Option(
      names = "--network",
      required = true,
      paramLabel = "CIDR",
      description = "The site's own range of loopback addresses, such as 127.31.1.0/24.")
  private String network = "";

  @Option(names = "--images", paramLabel = "DIR", description = "Default: lab/images.")
  private Path images = Path.of(System.getProperty("lab.root", "."), "lab", "images");

  @Option(
      names = "--controlplane",
      paramLabel = "DIR",
      description =
          "etcd, kube-apiserver and kube-controller-manager; default: target/controlplane.")
  private Path binaries = Path.of(System.getProperty("lab.root", "."), "target", "controlplane");

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For the control plane to become ready; default: ${DEFAULT-VALUE}.")
  private int timeout = 120;

  @Override
  public Integer call() {
    SiteFolders folders = options.folders();
    boolean changed = SiteLock.hold(folders, () -> start(folders));
    Answers.print(options.out(), SiteReport.of(folders, changed));
    return 0;
  }

  private boolean start(SiteFolders folders) {
    SiteSettings settings = settings(folders);
    Site site = options.site();
    boolean thawed = site.thawIfFrozen();
    if (site.isReady(Build.current(settings))) {
      return thawed;
    }
    if (site.isReady()) {
      options.progress().accept("The lab was built anew, so the site is restarted");
    }
    site.stop(SiteStop.WHOLE);
    settings.write(folders);
    site.start(Duration.ofSeconds(timeout));
    return true;
  }

  private SiteSettings settings(SiteFolders folders) {
    var wanted =
        new SiteSettings(
            name,
            SiteNetwork.parse(network).toString(),
            images.toAbsolutePath().normalize().toString(),
            binaries.toAbsolutePath().normalize().toString());
    SiteSettings.read(folders)
        .filter(known -> Files.exists(folders.controlPlane().resolve("pki")))
        .filter(known -> !known.isSameSite(wanted))
        .ifPresent(known -> {
          throw new NodeException(
              "%s holds site '%s' with network %s, its certificates and addresses are of that: use these, or another folder (--directory, lab_directory in the inventory), or remove it with its data"
                  .formatted(folders.site(), known.name(), known.network()));
        });
    return wanted;
  }
}
