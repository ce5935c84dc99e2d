package dev.strimzidr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's way to the server, from a shell that looks like a run of a playbook. */
class AskTest {
  private static final Path ASK = Path.of("../setup/jbang/ask").toAbsolutePath();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Process run;

  @BeforeEach
  void start() throws IOException {
    Path ansible = folder.resolve("ansible-playbook");
    // As Ansible does, it forks for each task; after each it says how that has ended.
    Files.writeString(
        ansible,
        "while read -r task; do (answer=$(eval \"$task\" 2>/dev/null); echo \"$answer $?\"); done");
    run = shell(ansible.toString());
    Files.writeString(
        folder.resolve("module"), "import %s;%n".formatted(WaitingModule.class.getName()));
    Files.createFile(folder.resolve("go"));
  }

  @AfterEach
  void end() {
    run.destroyForcibly();
  }

  @Test
  void oneJvmAnswersAllCallsOfARun() throws IOException {
    JsonNode first = json(task("", "first"));
    JsonNode second = json(task("", "second"));
    assertThat(second.path("jvm")).isEqualTo(first.path("jvm"));
    assertThat(second.path("run")).isEqualTo(first.path("run"));
  }

  @Test
  void aModuleWithAJvmOfItsOwnIsOfNoRun() throws IOException {
    List<String> words = Server.java(WaitingModule.class);
    words.add(arguments("x"));
    send(quoted(words));
    assertThat(json(run.inputReader().readLine()).path("run").asText()).isEqualTo("none");
  }

  @Test
  void aTaskWithAnotherEnvironmentHasAnotherJvm() throws IOException {
    JsonNode first = json(task("", "first"));
    JsonNode second = json(task("SETTING=other ", "second"));
    assertThat(second.path("jvm")).isNotEqualTo(first.path("jvm"));
    assertThat(second.path("run")).isNotEqualTo(first.path("run"));
  }

  @Test
  void whatTheJvmSaysOfItselfIsNoAnswer() throws IOException {
    assertThat(json(task("JAVA_TOOL_OPTIONS=-XX:+PrintCommandLineFlags ", "x")).has("jvm"))
        .isTrue();
  }

  @Test
  void aJvmThatIsKilledIsAFailureThatSaysSo() throws IOException {
    ProcessHandle jvm = underWay();
    jvm.destroyForcibly();
    assertThat(run.inputReader().readLine())
        .startsWith("{\"failed\": true")
        .contains("\"reason\": \"internal\"", "Run the same command", place() + "/run-")
        .endsWith(" 1");
  }

  @Test
  void whatTheJvmPrintsIsInALogOfItsUserAlone() throws IOException {
    Path logs = folder.resolve("logs");
    JsonNode unused = json(task("STRIMZI_DR_LOG='%s' ".formatted(logs), "x"));
    try (Stream<Path> files = Files.list(logs)) {
      Path log = files.findFirst().orElseThrow();
      assertThat(log.getFileName().toString()).matches("run-[0-9a-f]{16}\\.log");
      assertThat(log).content().contains("chatter of a library");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void memoryThatRanOutIsSaid() throws IOException {
    ProcessHandle jvm = underWay();
    Path note = Files.createFile(Path.of(socket() + ".memory"));
    jvm.destroyForcibly();
    assertThat(run.inputReader().readLine()).contains("\"reason\":\"out_of_memory\"");
    assertThat(note).doesNotExist();
  }

  @Test
  void theNextJvmRemovesWhatAKilledOneHasLeft() throws IOException {
    underWay().destroyForcibly();
    String unused = run.inputReader().readLine();
    Path left = socket();
    Files.createFile(folder.resolve("go"));
    JsonNode answer = json(task("SETTING=other ", "third"));
    assertThat(answer.has("jvm")).isTrue();
    assertThat(left).doesNotExist();
  }

  @Test
  void withoutARunNobodyAnswers() throws IOException, InterruptedException {
    Process alone = shell("-c", line("x"));
    assertThat(alone.inputReader().readLine()).isNull();
    assertThat(alone.waitFor()).isEqualTo(75);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void aPlaceThatOthersCanWriteToIsNotUsed() throws IOException {
    Path place = Files.createDirectories(place());
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(task("", "x")).isEqualTo(" 75");
  }

  /** The JVM, while it has a call that does not end. */
  private ProcessHandle underWay() throws IOException {
    long jvm = json(task("", "first")).path("jvm").asLong();
    Files.delete(folder.resolve("go"));
    send(line("second"));
    await("the call").until(() -> Files.exists(folder.resolve("second")));
    return ProcessHandle.of(jvm).orElseThrow();
  }

  private Path place() throws IOException {
    return folder.resolve("strimzi-dr-" + Files.getAttribute(folder, "unix:uid"));
  }

  private Path socket() throws IOException {
    try (Stream<Path> files = Files.list(place())) {
      return files
          .filter(file -> !file.endsWith("lock") && !file.toString().endsWith(".log"))
          .findFirst()
          .orElseThrow();
    }
  }

  private String task(String environment, String name) throws IOException {
    send(environment + line(name));
    return run.inputReader().readLine();
  }

  private void send(String task) throws IOException {
    run.outputWriter().write(task);
    run.outputWriter().newLine();
    run.outputWriter().flush();
  }

  private String line(String name) throws IOException {
    List<String> words = new ArrayList<>(List.of("python3", ASK.toString()));
    words.addAll(List.of(folder.resolve("module").toString(), arguments(name)));
    List<String> java = Server.java(ModuleServer.class);
    java.add(1, "-Dstrimzi-dr.log={log}");
    words.addAll(java);
    words.addAll(List.of("{socket}", "{run}"));
    return quoted(words);
  }

  private String arguments(String name) throws IOException {
    Path file = folder.resolve(name + ".json");
    MAPPER.writeValue(
        file.toFile(),
        Map.of("begun", folder.resolve(name).toString(), "go_on", folder.resolve("go").toString()));
    return file.toString();
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  private Process shell(String... arguments) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh").directory(folder.toFile());
    shell.command().addAll(List.of(arguments));
    shell.environment().put("XDG_RUNTIME_DIR", folder.toString());
    return shell.start();
  }

  private static JsonNode json(String answer) throws IOException {
    assertThat(answer).endsWith(" 0");
    return MAPPER.readTree(answer.substring(0, answer.length() - 2));
  }
}
