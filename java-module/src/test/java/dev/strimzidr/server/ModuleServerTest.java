package dev.strimzidr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleServerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Server server;

  @BeforeEach
  void start() throws IOException {
    server = Server.start(folder);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void answersCallsAtOnceEachWithItsOwn() throws IOException {
    try (SocketChannel first = begun("first");
        SocketChannel second = begun("second")) {
      goOn("second");
      assertThat(json(second).path("begun").asText()).endsWith("second");
      goOn("first");
      assertThat(json(first).path("begun").asText()).endsWith("first");
    }
  }

  @Test
  void saysWhetherTheModuleFailed() throws IOException {
    goOn("x");
    try (SocketChannel call = server.ask(arguments("x", true))) {
      assertThat(Server.answer(call)).startsWith("1{").contains("not ready").endsWith("}\n");
    }
  }

  /** In a container without an init process nobody waits for a run that has ended. */
  @Test
  void endsWithARunThatIsAZombie() throws IOException {
    server.close();
    // The shell's child ends at once, and the shell goes on as a process that does not wait for it.
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec tail --follow /dev/null").start();
    try {
      server = Server.start(folder, Long.parseLong(parent.inputReader().readLine()));
      server.awaitEnded();
      assertThat(parent.children()).hasSize(1);
    } finally {
      parent.destroyForcibly();
    }
  }

  /** A task that Ansible ends must not end those of other hosts. */
  @Test
  void aCallWhoseCallerIsGoneEndsAloneAndOthersGoOn() throws IOException {
    try (SocketChannel other = begun("other")) {
      begun("first").close();
      await("the end of the call").until(() -> Files.exists(folder.resolve("first.interrupted")));
      goOn("other");
      assertThat(json(other).path("begun").asText()).endsWith("other");
    }
    goOn("next");
    try (SocketChannel next = server.ask(arguments("next", false))) {
      assertThat(json(next).path("changed").isBoolean()).isTrue();
    }
  }

  @Test
  void endsWhenACallGoesOnAlthoughItsCallerIsGone() throws IOException {
    SocketChannel call = server.ask(arguments("first", false, true));
    await("first").until(() -> Files.exists(folder.resolve("first")));
    call.close();
    server.awaitEnded();
    assertThat(server.socket()).doesNotExist();
  }

  @Test
  void aFaultLeavesItsTraceInAFileOfItsUserAlone() throws IOException {
    Path log = folder.resolve("run-1.log");
    server.close();
    server = Server.start(folder, log);
    goOn("broken");
    Path arguments = folder.resolve("broken.json");
    MAPPER.writeValue(
        arguments.toFile(),
        Map.of(
            "begun",
            folder.resolve("no/such/folder").toString(),
            "go_on",
            "",
            "word",
            "hunter2",
            "any",
            Map.of("password", "hunter2")));
    try (SocketChannel call = server.ask(arguments.toString())) {
      assertThat(Server.answer(call))
          .startsWith("1{")
          .contains("please report it", "the trace is in " + log);
    }
    assertThat(log)
        .content()
        .contains("WaitingModule", "begun=", "NoSuchFileException", "\tat ", "word=(not shown)")
        .doesNotContain("hunter2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void staysWhenSomebodyHasOnlyLooked() throws IOException {
    SocketChannel.open(UnixDomainSocketAddress.of(server.socket())).close();
    goOn("x");
    try (SocketChannel call = server.ask(arguments("x", false))) {
      assertThat(json(call).path("changed").isBoolean()).isTrue();
    }
  }

  @Test
  void endsWithTheRun() throws IOException, InterruptedException {
    server.run().getOutputStream().close();
    server.awaitEnded();
    assertThat(server.process().waitFor()).isZero();
    assertThat(server.socket()).doesNotExist();
  }

  @Test
  void endsAsTheLastCallHasEnded() throws IOException, InterruptedException {
    goOn("x");
    try (SocketChannel call = server.ask(arguments("x", true))) {
      assertThat(Server.answer(call)).startsWith("1");
    }
    server.run().getOutputStream().close();
    server.awaitEnded();
    assertThat(server.process().waitFor()).isNotZero();
  }

  @Test
  void cutsOffWhatIsUnderWayWhenTheRunIsKilled() throws IOException, InterruptedException {
    try (SocketChannel call = begun("first")) {
      server.run().destroyForcibly();
      assertThat(Server.answer(call)).isEmpty();
    }
    server.awaitEnded();
    assertThat(server.process().waitFor()).isNotZero();
  }

  private SocketChannel begun(String name) throws IOException {
    SocketChannel call = server.ask(arguments(name, false));
    await(name).until(() -> Files.exists(folder.resolve(name)));
    return call;
  }

  private void goOn(String name) throws IOException {
    Files.createFile(folder.resolve(name + ".go"));
  }

  private String arguments(String name, boolean fail) throws IOException {
    return arguments(name, fail, false);
  }

  private String arguments(String name, boolean fail, boolean stubborn) throws IOException {
    Path file = folder.resolve(name + ".json");
    Path begun = folder.resolve(name);
    MAPPER.writeValue(
        file.toFile(),
        Map.of(
            "begun", begun.toString(), "go_on", begun + ".go", "fail", fail, "stubborn", stubborn));
    return file.toString();
  }

  private static JsonNode json(SocketChannel call) throws IOException {
    String answer = Server.answer(call);
    assertThat(answer).startsWith("0");
    return MAPPER.readTree(answer.substring(1));
  }
}
