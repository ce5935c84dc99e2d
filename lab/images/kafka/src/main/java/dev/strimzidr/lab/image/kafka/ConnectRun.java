package dev.strimzidr.lab.image.kafka;

import java.nio.file.Files;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A Kafka Connect worker, from the configuration that the operator mounts. */
public final class ConnectRun {
  private ConnectRun() {}

  /** Runs the worker in this JVM until it is told to end. */
  public static void main(String... arguments) throws Exception {
    var container = LabContainer.current();
    container.configureLogging();
    Properties rewritten =
        new Rewrite(container.root(), container.address())
            .of(container.properties("kafka-connect.properties"));
    Files.createDirectories(container.path("/opt/kafka/plugins"));
    var worker = ConnectSettings.of(rewritten, container);
    ConnectDistributed.main(
        new String[] {container.write(worker, "connect.properties").toString()});
  }
}
