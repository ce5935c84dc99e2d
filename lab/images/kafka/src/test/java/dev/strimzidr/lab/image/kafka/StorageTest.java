package dev.strimzidr.lab.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  private static final String RELEASE = "4.3-IV0";

  @TempDir Path folder;

  @Test
  void directoriesOfTheSameClusterAreKept() throws Exception {
    storage().format("0qRj3yDJQqiz9yIqDyHGKQ", RELEASE);
    String made = Files.readString(folder.resolve("a/meta.properties"));

    storage().format("0qRj3yDJQqiz9yIqDyHGKQ", RELEASE);

    assertThat(folder.resolve("a/meta.properties")).hasContent(made);
  }

  @Test
  void directoriesOfAnotherClusterAreRefused() throws Exception {
    storage().format("0qRj3yDJQqiz9yIqDyHGKQ", RELEASE);

    assertThatThrownBy(() -> storage().format("8N6Ht0yYT8mG4nNPJIcWbg", RELEASE))
        .hasMessageContaining("Invalid cluster.id");
  }

  private Storage storage() {
    Properties server = new Properties();
    server.setProperty("node.id", "0");
    server.setProperty("process.roles", "broker,controller");
    server.setProperty("log.dirs", folder.resolve("a") + "," + folder.resolve("b"));
    server.setProperty("controller.listener.names", "CONTROLPLANE-9090");
    return new Storage(server);
  }
}
