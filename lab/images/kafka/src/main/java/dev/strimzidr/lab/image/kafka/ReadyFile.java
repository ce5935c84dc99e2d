package dev.strimzidr.lab.image.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The file by which the readiness probe of a Kafka node sees that the node is ready. */
final class ReadyFile {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final byte RUNNING = 3;
  private static final byte UNKNOWN = 127;

  private static final ObjectName BROKER_STATE =
      objectName("kafka.server:type=KafkaServer,name=BrokerState");

  private final Path file;

  ReadyFile(Path file) {
    this.file = file;
  }

  /** The file outlives a restart of the container, so an old one says nothing. */
  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Creates the file as soon as the node is ready. */
  void createWhenReady(Properties server) {
    boolean broker = server.getProperty("process.roles").contains("broker");
    BooleanSupplier ready = broker ? ReadyFile::brokerRuns : () -> controllerListens(server);
    Thread.ofPlatform().daemon().name("ready-file").start(() -> await(ready));
  }

  private void await(BooleanSupplier ready) {
    try {
      while (!ready.getAsBoolean()) {
        Thread.sleep(LOOK_EVERY);
      }
      Files.createDirectories(file.resolveSibling(""));
      Files.createFile(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + file, e);
    }
  }

  private static boolean brokerRuns() {
    var server = ManagementFactory.getPlatformMBeanServer();
    try {
      return server.isRegistered(BROKER_STATE)
          && server.getAttribute(BROKER_STATE, "Value") instanceof Number state
          && state.byteValue() >= RUNNING
          && state.byteValue() != UNKNOWN;
    } catch (JMException e) {
      throw new IllegalStateException("The broker does not tell its state", e);
    }
  }

  private static ObjectName objectName(String name) {
    try {
      return new ObjectName(name);
    } catch (JMException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static boolean controllerListens(Properties server) {
    String name = server.getProperty("controller.listener.names");
    Matcher listener =
        Pattern.compile(Pattern.quote(name) + "://([^:,]+):(\\d+)")
            .matcher(server.getProperty("listeners"));
    if (!listener.find()) {
      throw new IllegalStateException("listeners has no " + name);
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(listener.group(1), Integer.parseInt(listener.group(2))), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
