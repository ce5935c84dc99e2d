package dev.strimzidr.lab.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.node.assembly.TestSite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @AfterEach
  void down() throws IOException {
    JsonNode down = lab("down");
    assertThat(down.path("state").asText()).isEqualTo("stopped");
    assertThat(down.path("processes")).isEmpty();
  }

  @Test
  void aSiteIsStartedHurtAndStopped() throws IOException {
    JsonNode first = up();
    assertThat(first.path("changed").asBoolean()).isTrue();
    assertThat(first.path("state").asText()).isEqualTo("ready");
    assertThat(Path.of(first.path("kubeconfig").asText())).exists();
    assertThat(up().path("changed").asBoolean()).isFalse();

    long etcd = pid("etcd");
    assertThat(fault("kill", "--part=etcd").path("changed").asBoolean()).isTrue();
    await("etcd is started again").atMost(Duration.ofSeconds(30)).until(() -> pid("etcd") != 0);
    assertThat(pid("etcd")).isNotEqualTo(etcd);

    assertThat(fault("cut", "--from=127.37.2.0/24").path("changed").asBoolean()).isTrue();
    assertThat(fault("cut", "--from=127.37.2.0/24").path("changed").asBoolean()).isFalse();

    assertThat(fault("freeze", "--part=api").path("changed").asBoolean()).isTrue();
    assertThat(state("kube-apiserver")).isEqualTo("frozen");
    assertThat(fault("thaw", "--part=api").path("changed").asBoolean()).isTrue();

    fault("kill", "--part=node");
    assertThat(lab("status").path("state").asText()).isEqualTo("dead");
    assertThat(up().path("changed").asBoolean()).isTrue();
    assertThat(lab("status").path("cuts").get(0).path("from").asText()).isEqualTo("127.37.2.0/24");
    assertThat(fault("mend", "--from=127.37.2.0/24").path("cuts")).isEmpty();

    fault("freeze", "--part=site");
    assertThat(lab("status").path("state").asText()).isEqualTo("frozen");
    assertThat(up().path("state").asText()).isEqualTo("ready");

    fault("kill", "--part=site");
    assertThat(lab("status").path("state").asText()).isEqualTo("stopped");
    assertThat(up().path("state").asText()).isEqualTo("ready");

    // The last command finds a frozen site, which cannot hear that it is to stop.
    assertThat(fault("freeze", "--part=site").path("state").asText()).isEqualTo("frozen");
  }

  @Test
  void whatIsWrongIsSaidInTheAnswer() throws IOException {
    JsonNode answer =
        lab("up", "--site=a", "--network=10.0.0.0/24", "--images=" + TestSite.images(folder));

    assertThat(answer.path("failed").asBoolean()).isTrue();
    assertThat(answer.path("msg").asText()).contains("'10.0.0.0/24' is not a network for a site");
    assertThat(fault("freeze", "--part=pod/ns/none").path("msg").asText())
        .contains("No process of pod/ns/none");
    assertThat(fault("crash", "--part=deployment/ns/none").path("msg").asText())
        .contains("No process of deployment/ns/none");
    assertThat(fault("crash", "--part=etcd").path("msg").asText())
        .contains("'etcd' has no containers");
    assertThat(lab("status").path("crashes")).isEmpty();
  }

  private JsonNode up() throws IOException {
    return lab(
        "up",
        "--site=labtest",
        "--network=127.37.1.0/24",
        "--images=" + TestSite.images(folder),
        "--controlplane=" + TestSite.BINARIES);
  }

  private JsonNode fault(String... arguments) throws IOException {
    var line = new ArrayList<>(List.of("fault", "--directory=" + site()));
    line.addAll(List.of(arguments));
    return run(line);
  }

  private JsonNode lab(String command, String... arguments) throws IOException {
    var line = new ArrayList<>(List.of(command, "--directory=" + site()));
    line.addAll(List.of(arguments));
    return run(line);
  }

  private static JsonNode run(List<String> line) throws IOException {
    var out = new StringWriter();
    var command =
        Lab.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
    int code = command.execute(line.toArray(String[]::new));
    JsonNode answer = JSON.readTree(out.toString());
    assertThat(code).isEqualTo(answer.path("failed").asBoolean() ? 1 : 0);
    return answer;
  }

  private Path site() throws IOException {
    return Files.createDirectories(folder.resolve("site"));
  }

  private long pid(String process) throws IOException {
    return process(process).path("pid").asLong();
  }

  private String state(String process) throws IOException {
    return process(process).path("state").asText();
  }

  private JsonNode process(String name) throws IOException {
    for (JsonNode process : lab("status").path("processes")) {
      if (process.path("name").asText().equals(name)) {
        return process;
      }
    }
    return JSON.createObjectNode();
  }
}
