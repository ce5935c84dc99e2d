package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.image.Launcher;
import dev.strimzidr.lab.node.network.PodSelectorProvider;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** What every container's JVM has in common. */
public final class ContainerJvm {
  /** Names change while a Pod waits for them: what did not resolve is asked again soon. */
  private static final String SECURITY =
      "networkaddress.cache.ttl=2\nnetworkaddress.cache.negative.ttl=1\n";

  private ContainerJvm() {}

  /** The launcher of a site. */
  public static Launcher launcher(SiteFolders folders) {
    AtomicFiles.write(folders.javaSecurity(), SECURITY);
    var options =
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-Xss512k",
            // The jars are Maven's and ours: to verify their code again is a quarter of a start.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.security.properties=" + folders.javaSecurity(),
            "-Djava.nio.channels.spi.SelectorProvider=" + PodSelectorProvider.class.getName(),
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    return new Launcher(java(), options, List.of(ownJar()));
  }

  /** The java executable that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String ownJar() {
    try {
      var source = ContainerJvm.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new NodeException("The lab's own jar cannot be found", e);
    }
  }
}
