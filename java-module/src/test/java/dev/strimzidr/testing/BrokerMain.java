package dev.strimzidr.testing;

import java.util.ArrayList;
import java.util.List;

/** A Kafka node of its own process: prepares its storage, then runs. */
final class BrokerMain {
  private BrokerMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the file of properties, then the users as {@code kafka-storage.sh} takes them
   */
  public static void main(String... arguments) {
    List<String> format = new ArrayList<>();
    format.addAll(
        List.of(
            "format",
            "--cluster-id",
            org.apache.kafka.common.Uuid.randomUuid().toString(),
            "--config",
            arguments[0]));
    for (String user : List.of(arguments).subList(1, arguments.length)) {
      format.add("--add-scram");
      format.add(user);
    }
    int code = kafka.tools.StorageTool.execute(format.toArray(String[]::new), System.out);
    if (code != 0) {
      throw new IllegalStateException("the storage cannot be prepared");
    }
    kafka.Kafka.main(new String[] {arguments[0]});
  }
}
