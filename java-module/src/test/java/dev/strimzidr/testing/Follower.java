package dev.strimzidr.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;

/**
 * A second broker beside {@link RealKafka}, with the ID 1, for as long as it is open. It is slow:
 * it gets each record only some seconds after its leader, and stays in sync all the same.
 */
public final class Follower implements AutoCloseable {
  /** Its leader answers it only after this time, since there is never as much as it asks for. */
  private static final Duration BEHIND = Duration.ofSeconds(8);

  private final Process process;

  private Follower(Process process) {
    this.process = process;
  }

  /** Starts it, and waits until its cluster counts on it. */
  public static Follower start() {
    Follower follower = launch(RealKafka.get());
    Awaitility.await("the follower")
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !follower.process.isAlive())
        .until(() -> RealKafka.get().brokers() == 2);
    return follower;
  }

  private static Follower launch(RealKafka leader) {
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
              "replica.fetch.min.bytes", "1000000",
              "replica.fetch.wait.max.ms", String.valueOf(BEHIND.toMillis()),
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

  /** Returns right after it has got so many records: it gets none for some seconds now. */
  public void await(String topic, long records) {
    Awaitility.await("record %d of %s at the follower".formatted(records, topic))
        .atMost(Duration.ofSeconds(60))
        .until(() -> RealKafka.get().readable(topic) == records);
  }

  @Override
  public void close() {
    process.destroy(); // it takes its leave, so that the cluster does not wait for it
    ProcessHandle unused = process.toHandle().onExit().join();
  }
}
