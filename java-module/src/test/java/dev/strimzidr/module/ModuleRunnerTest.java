package dev.strimzidr.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleRunnerTest {
  @TempDir Path folder;
  private final PrintStream real = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void catchOutput() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveOutputBack() {
    System.setOut(real);
  }

  @Test
  void printsOneObjectAndNothingElse() throws IOException {
    int code =
        run(
            "{\"name\": \"x\", \"_ansible_check_mode\": true}",
            invocation -> {
              System.out.println("chatter of a library");
              return new Result.Success(true, Map.of("checked", invocation.checkMode()), List.of());
            });
    assertThat(code).isZero();
    assertThat(answer().path("changed").asBoolean()).isTrue();
    assertThat(answer().path("checked").asBoolean()).isTrue();
  }

  @Test
  void answersAFailureWithItsReasonAndTheLastState() throws IOException {
    int code =
        run(
            "{\"name\": \"x\"}",
            invocation -> {
              throw new ModuleFailure(
                  Reason.TIMEOUT, "not ready", Map.of("conditions", List.of("c")), null);
            });
    assertThat(code).isEqualTo(1);
    assertThat(answer().path("failed").asBoolean()).isTrue();
    assertThat(answer().path("msg").asText()).isEqualTo("not ready");
    assertThat(answer().path("reason").asText()).isEqualTo("timeout");
    assertThat(answer().path("conditions").path(0).asText()).isEqualTo("c");
  }

  @Test
  void answersWhenMemoryRunsOut() throws IOException {
    int code =
        run(
            "{\"name\": \"x\"}",
            invocation -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(code).isEqualTo(1);
    assertThat(answer())
        .isEqualTo(new ObjectMapper().readTree(new File("../setup/jbang/out-of-memory.json")));
  }

  @Test
  void answersWhenItIsCalledWithoutAnsible() throws IOException {
    assertThat(ModuleRunner.run(module(invocation -> Result.unchanged(Map.of())))).isEqualTo(1);
    assertThat(answer().path("msg").asText()).contains("called by Ansible");
  }

  private int run(String json, Function<Invocation, Result> work) throws IOException {
    Path arguments = Files.writeString(folder.resolve("arguments.json"), json);
    return ModuleRunner.run(module(work), arguments.toString());
  }

  private static Module module(Function<Invocation, Result> work) {
    return new Module() {
      @Override
      public ArgumentSpec spec() {
        return new ArgumentSpec(Option.string("name").must());
      }

      @Override
      public Result run(Arguments arguments, Invocation invocation) {
        return work.apply(invocation);
      }
    };
  }

  private JsonNode answer() throws IOException {
    return new ObjectMapper().readTree(printed.toByteArray());
  }
}
