package dev.strimzidr.lab.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
  @TempDir Path folder;

  @BeforeEach
  void build() throws IOException {
    Path target = Files.createDirectories(folder.resolve("kafka/target"));
    Files.createFile(target.resolve("own.jar"));
    Files.writeString(target.resolve("classpath"), "/m2/a.jar:/m2/b.jar\n");
    Files.writeString(
        folder.resolve("kafka/image.yaml"),
        """
        repository: kafka
        entrypoints:
          /opt/kafka/run.sh: example.Run
        jvm: [-Xmx1m, $HEAP, $NONE]
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1, kafka",
    "localhost:5000/kafka, kafka",
    "kafka@sha256:00, kafka",
    "x/kafka:1@sha256:00, kafka"
  })
  void ignoresRegistryAndTag(String image, String name) {
    assertThat(ImageName.baseName(image)).isEqualTo(name);
    assertThat(new Images(folder).find(image)).isPresent();
  }

  @Test
  void aContainersCommandLineBecomesAJavaProcess() {
    Image image = new Images(folder).find("kafka").orElseThrow();
    var launcher = new Launcher("java", List.of("-Xnode"), List.of("/node.jar"));
    var variables = Map.of("HEAP", " -Xms1m  -Xmx2m ");

    EntryPoint entryPoint =
        image.entryPoint(List.of("/usr/bin/tini", "--", "/opt/kafka/run.sh", "more")).orElseThrow();
    Launch launch = launcher.launch(image, entryPoint, List.of("-Dpod"), variables);

    assertThat(launch.command())
        .containsExactly(
            "java",
            "-Xnode",
            "-Dpod",
            "-Xmx1m",
            "-Xms1m",
            "-Xmx2m",
            "-cp",
            folder.resolve("kafka/target/own.jar") + ":/m2/a.jar:/m2/b.jar:/node.jar",
            "example.Run",
            "more");
    assertThat(launch.environment()).isEqualTo(variables);
    assertThat(image.entryPoint(List.of("/bin/other"))).isEmpty();
  }

  @Test
  void anImageThatIsUnknownIsNotThereAndOneThatIsNotBuiltIsAnError() throws IOException {
    Files.delete(folder.resolve("kafka/target/classpath"));

    assertThat(new Images(folder).find("quay.io/strimzi/other")).isEmpty();
    assertThatThrownBy(() -> new Images(folder).find("kafka"))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("not built");
  }
}
