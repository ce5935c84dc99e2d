package dev.strimzidr.lab.image.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** A Kafka node, from the configuration that the operator mounts. */
public final class KafkaRun {
  /** A sixteenth of Kafka's default, which alone would be half of a lab node's heap. */
  private static final int CLEANER_BUFFER_BYTES = 8 << 20;

  private KafkaRun() {}

  /** Prepares storage where needed, then runs the node in this JVM until it is told to end. */
  public static void main(String... arguments) throws Exception {
    var container = LabContainer.current();
    container.configureLogging();
    Properties server =
        new Rewrite(container.root(), container.address())
            .of(container.properties("server.config"));
    server.putIfAbsent("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BUFFER_BYTES));
    new Storage(server).format(container.text("cluster.id"), container.text("metadata.version"));
    var readyFile = new ReadyFile(container.path("/var/opt/kafka/kafka-ready"));
    readyFile.remove();
    readyFile.createWhenReady(server);
    Path file = container.write(server, "server.properties");
    kafka.Kafka.main(new String[] {file.toString()});
  }
}
