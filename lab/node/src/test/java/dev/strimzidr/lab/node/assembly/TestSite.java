package dev.strimzidr.lab.node.assembly;

import dev.strimzidr.lab.node.site.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A site whose only image runs {@link TestProgram}. */
public final class TestSite {
  /** The control plane that the set-up has installed. */
  public static final Path BINARIES =
      Path.of(System.getProperty("lab.controlplane", "../../target/controlplane"))
          .toAbsolutePath()
          .normalize();

  private TestSite() {}

  static SiteSettings settings(Path folder, String name, String network) throws IOException {
    return new SiteSettings(name, network, images(folder).toString(), BINARIES.toString());
  }

  /** Makes the image. */
  public static Path images(Path folder) throws IOException {
    Path target = Files.createDirectories(folder.resolve("images/test/target"));
    Files.writeString(target.resolve("classpath"), testClasses());
    Files.writeString(
        folder.resolve("images/test/image.yaml"),
        """
        repository: test
        entrypoints:
          /bin/serve: dev.strimzidr.lab.node.assembly.TestProgram$Serve
          /bin/crash: dev.strimzidr.lab.node.assembly.TestProgram$Crash
          /bin/stubborn: dev.strimzidr.lab.node.assembly.TestProgram$Stubborn
        probes:
          /bin/ready: file /tmp/ready
        jvm: [-Xmx16m]
        """);
    return folder.resolve("images");
  }

  private static String testClasses() {
    var location = TestProgram.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(location.getPath()).toString();
  }
}
