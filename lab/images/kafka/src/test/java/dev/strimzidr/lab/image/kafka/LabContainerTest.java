package dev.strimzidr.lab.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabContainerTest {
  @Test
  void kafkaReadsTheFoldersThatWereWritten(@TempDir Path folder) throws IOException {
    Path root = folder.resolve("a b/ü");
    Files.createDirectories(root.resolve("tmp"));
    var properties = new Properties();
    properties.setProperty("log.dirs", root + "/data");

    Path written = new LabContainer(root, "127.31.0.9", "a-pod").write(properties, "server");

    assertThat(Utils.loadProps(written.toString())).isEqualTo(properties);
  }
}
