package dev.strimzidr.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.xbill.DNS.Name;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/** The lab's DNS server as a process of its own, for the zone dr.test. */
public final class RealDns implements AutoCloseable {
  public static final int PORT = 5300;

  private static final Pattern SECRET = Pattern.compile("secret \"([^\"]+)\"");

  private final String address;
  private final Path folder;
  private final Process process;

  private RealDns(String address, Path folder, Process process) {
    this.address = address;
    this.folder = folder;
    this.process = process;
  }

  /** Starts one at a loopback address. */
  public static RealDns start(String address, Path folder) {
    try {
      Files.createDirectories(folder);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx32m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.strimzidr.lab.dns.Main",
                  "--directory=" + folder,
                  "--address=" + address,
                  "--port=" + PORT,
                  "--zone=dr.test",
                  "--key=lab")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Awaitility.await("DNS at " + address)
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(folder.resolve("ready")) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException(Files.readString(folder.resolve("log")));
      }
      return new RealDns(address, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The secret of the key {@code lab}, in base64. */
  public String secret() throws IOException {
    Matcher secret = SECRET.matcher(Files.readString(folder.resolve("tsig.key")));
    if (!secret.find()) {
      throw new IllegalStateException("no key");
    }
    return secret.group(1);
  }

  /** Sets a record of kafka.dr.test. */
  public void set(int type, String value) throws IOException {
    var update = new Update(Name.fromConstantString("dr.test."));
    update.replace(Name.fromConstantString("kafka.dr.test."), type, 15, value);
    var resolver = new SimpleResolver(address);
    resolver.setPort(PORT);
    resolver.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, "lab.", secret()));
    if (resolver.send(update).getRcode() != 0) {
      throw new IllegalStateException("the update was refused");
    }
  }

  /** Lets it refuse everything, or no more. */
  public void refuse(boolean on) throws IOException {
    if (on) {
      Files.createFile(folder.resolve("refuse"));
    } else {
      Files.delete(folder.resolve("refuse"));
    }
  }

  @Override
  public void close() {
    process.destroy();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }
}
