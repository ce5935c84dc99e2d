package dev.strimzidr.lab.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real broker in this JVM, alone in its cluster. It can be stopped and come back. */
final class Broker implements AutoCloseable {
  private final Path folder;
  private final String address;
  private final Properties properties = new Properties();
  private KafkaRaftServer server;

  /**
   * Starts.
   *
   * @param host a loopback address of its own
   */
  Broker(Path folder, String host) {
    this.folder = folder;
    this.address = host + ":9092";
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "0",
            "controller.quorum.voters", "0@%s:9093".formatted(host),
            "controller.listener.names", "CONTROLLER",
            "listeners", "PLAINTEXT://%s,CONTROLLER://%s:9093".formatted(address, host),
            "log.dirs", folder.resolve("data").toString(),
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0"));
    properties.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
    format();
    server = start();
  }

  String address() {
    return address;
  }

  /** A properties file of a client. */
  Path clientProperties() {
    return clientProperties(folder, address);
  }

  static Path clientProperties(Path folder, String addresses) {
    try {
      Path file = folder.resolve("client.properties");
      Files.writeString(file, "bootstrap.servers=" + addresses);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException;
  }

  <T> T ask(Question<T> question) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return question.ask(admin);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void topic(String topic, int partitions) {
    Void unused =
        ask(admin ->
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get());
  }

  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  void startAgain() {
    server = start();
  }

  private KafkaRaftServer start() {
    KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    started.startup();
    return started;
  }

  private void format() {
    try {
      Path file = folder.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
      int code =
          StorageTool.execute(
              new String[] {
                "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
              },
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      if (code != 0) {
        throw new IllegalStateException("the storage cannot be prepared");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
