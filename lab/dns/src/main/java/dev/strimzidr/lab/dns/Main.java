package dev.strimzidr.lab.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.xbill.DNS.Name;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process of the DNS server, which {@code lab/lab dns up} starts. */
@Command(name = "dns", description = "Serves one zone and takes updates of it.")
public final class Main implements Callable<Integer> {
  /** The zone, in the folder: its name and this. */
  static final String ZONE_FILE = "zone";

  /** The key that signs updates, in the folder. */
  static final String KEY_FILE = "tsig.key";

  /** As long as this file is in the folder, everything is refused. */
  static final String REFUSE_FILE = "refuse";

  /** Holds the number of the process that listens, in the folder. */
  static final String READY_FILE = "ready";

  @Option(names = "--directory", required = true, description = "Keeps the zone and the key.")
  private Path directory = Path.of("");

  @Option(names = "--address", required = true)
  private InetAddress address = InetAddress.getLoopbackAddress();

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--zone", required = true, description = "Such as dr.test.")
  private String zone = "";

  @Option(names = "--key", required = true, description = "The name of the key.")
  private String keyName = "";

  /** Serves until it is told to end. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Name origin = Name.fromString(zone, Name.root);
    Path key = directory.resolve(KEY_FILE);
    KeyFile.create(key, keyName);
    Path refuse = directory.resolve(REFUSE_FILE);
    var responder =
        new Responder(
            new Authority(new ZoneFile(directory.resolve(origin + ZONE_FILE), origin)),
            KeyFile.read(key),
            () -> Files.exists(refuse));
    try (NameServer server = NameServer.start(address, port, responder)) {
      Files.writeString(
          directory.resolve(READY_FILE), Long.toString(ProcessHandle.current().pid()));
      System.err.printf("Serving %s at %s%n", origin, server.address());
      new CountDownLatch(1).await();
    } catch (IOException e) {
      System.err.printf("Cannot listen at %s port %d: %s%n", address, port, e.getMessage());
      return 1;
    }
    return 0;
  }
}
