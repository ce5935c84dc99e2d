package dev.strimzidr.lab.node.dns;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Fingerprint;
import dev.strimzidr.lab.node.site.ContainerJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The DNS server's program, with a class path of its own: it needs little of what a node needs.
 *
 * @param classPath its jars
 */
record DnsProgram(List<String> classPath) {
  private static final String MAIN = "dev.strimzidr.lab.dns.Main";

  /** The program that was built in a checkout. */
  static DnsProgram of(Path checkout) {
    Path target =
        checkout.toAbsolutePath().normalize().resolve("lab").resolve("dns").resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("lab-dns-.*\\.jar"))
              .findFirst()
              .orElseThrow(() -> new NodeException("The DNS server is not built: " + target));
      String others = Files.readString(target.resolve("classpath")).strip();
      return new DnsProgram(
          Stream.concat(Stream.of(jar.toString()), Stream.of(others.split(":", -1))).toList());
    } catch (IOException e) {
      throw new NodeException("The DNS server is not built: run 'make lab-setup'", e);
    }
  }

  String build() {
    return Fingerprint.of(classPath);
  }

  /** A session of its own keeps it from being ended with the terminal it was started from. */
  List<String> line(Path folder, DnsSettings settings) {
    var line =
        new ArrayList<>(
            List.of(
                "setsid",
                ContainerJvm.java(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=16m",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.showShortLogName=true"));
    line.addAll(List.of("-cp", String.join(":", classPath), MAIN));
    line.add("--directory=" + folder);
    line.add("--address=" + settings.address());
    line.add("--port=" + settings.port());
    line.add("--zone=" + settings.zone());
    line.add("--key=" + settings.key());
    return line;
  }
}
