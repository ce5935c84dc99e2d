package dev.strimzidr.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Kafka node of its own process: prepares its storage, then runs. */
final class BrokerMain {
  private BrokerMain() {}

  /** Starts one that ends with this JVM; its output goes beside the file of properties. */
  static Process start(String cluster, Path properties, List<String> users) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                cluster,
                properties.toString()));
    command.addAll(users);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(properties.resolveSibling("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the ID of the cluster, the file of properties, then the users as {@code
   *     kafka-storage.sh} takes them
   */
  public static void main(String... arguments) {
    List<String> format = new ArrayList<>();
    format.addAll(List.of("format", "--cluster-id", arguments[0], "--config", arguments[1]));
    for (String user : List.of(arguments).subList(2, arguments.length)) {
      format.add("--add-scram");
      format.add(user);
    }
    int code = kafka.tools.StorageTool.execute(format.toArray(String[]::new), System.out);
    if (code != 0) {
      throw new IllegalStateException("the storage cannot be prepared");
    }
    kafka.Kafka.main(new String[] {arguments[1]});
  }
}
