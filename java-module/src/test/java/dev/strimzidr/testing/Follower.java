package dev.strimzidr.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A second broker beside {@link RealKafka}, with the ID 1, for as long as it is open. */
public final class Follower implements AutoCloseable {
  private final Process process;

  private Follower(Process process) {
    this.process = process;
  }

  /** Starts it; it is there when its cluster says so. */
  public static Follower start() {
    RealKafka leader = RealKafka.get();
    try {
      Path folder = Files.createTempDirectory("strimzi-dr-test-follower");
      String listener = "PLAIN://%s:%d".formatted(RealKafka.HOST, freePort());
      Properties properties = new Properties();
      properties.putAll(
          Map.of(
              "process.roles", "broker",
              "node.id", "1",
              "controller.quorum.voters", "0@" + leader.address("controller"),
              "controller.listener.names", "CONTROLLER",
              "inter.broker.listener.name", "PLAIN",
              "listeners", listener,
              "advertised.listeners", listener,
              "listener.security.protocol.map", "PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT",
              "log.dirs", folder.resolve("data").toString()));
      properties.putAll(
          Map.of(
              "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
              "super.users", "User:ANONYMOUS",
              "log.cleaner.dedupe.buffer.size", "8388608"));
      Path file = folder.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      return new Follower(BrokerMain.start(leader.clusterId(), file, List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(RealKafka.HOST))) {
      return free.getLocalPort();
    }
  }

  /** Stops its process without ending it, and lets it go on. */
  public void freeze(boolean frozen) {
    BrokerMain.freeze(process, frozen);
  }

  @Override
  public void close() {
    freeze(false);
    process.destroy(); // it takes its leave, so that the cluster does not wait for it
    ProcessHandle unused = process.toHandle().onExit().join();
  }
}
