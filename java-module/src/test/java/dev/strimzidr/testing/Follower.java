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
  private static final int ID = 1;

  /** Its leader answers it only after this time, since there is never as much as it asks for. */
  private static final Duration BEHIND = Duration.ofSeconds(8);

  private final RealKafka leader;
  private final Process process;

  private Follower(RealKafka leader, Process process) {
    this.leader = leader;
    this.process = process;
  }

  /** Starts it beside a broker, and waits until its cluster counts on it. */
  public static Follower start(RealKafka leader) {
    Follower follower = launch(leader);
    Awaitility.await("the follower")
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !follower.process.isAlive())
        .until(() -> leader.brokers() == 2);
    return follower;
  }

  private static Follower launch(RealKafka leader) {
    try {
      Path folder = Files.createTempDirectory("strimzi-dr-test-follower");
      String listeners =
          "PLAIN://%1$s:%2$d,CLIENTS://%1$s:%3$d".formatted(RealKafka.HOST, freePort(), freePort());
      Properties properties = new Properties();
      properties.putAll(
          Map.of(
              "process.roles",
              "broker",
              "node.id",
              String.valueOf(ID),
              "controller.quorum.voters",
              "0@" + leader.address("controller"),
              "controller.listener.names",
              "CONTROLLER",
              "inter.broker.listener.name",
              "PLAIN",
              "listeners",
              listeners,
              "advertised.listeners",
              listeners,
              "listener.security.protocol.map",
              "PLAIN:PLAINTEXT,CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT",
              "log.dirs",
              folder.resolve("data").toString()));
      properties.putAll(
          Map.of(
              "replica.fetch.min.bytes", "1000000",
              "replica.fetch.wait.max.ms", String.valueOf(BEHIND.toMillis()),
              "log.cleaner.dedupe.buffer.size", "8388608"));
      properties.putAll(leader.security());
      Path file = folder.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      return new Follower(leader, BrokerMain.start(leader.clusterId(), file, List.of()));
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
        .until(() -> leader.readable(topic) == records);
  }

  /** The ID of its node. */
  public int id() {
    return ID;
  }

  @Override
  public void close() {
    process.destroy(); // it takes its leave, so that the cluster does not wait for it
    ProcessHandle unused = process.toHandle().onExit().join();
  }
}
