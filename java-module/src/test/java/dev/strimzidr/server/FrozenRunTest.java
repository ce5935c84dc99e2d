package dev.strimzidr.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.apply.ApplyModule;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.Run;
import dev.strimzidr.record.RecordModule;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped by SIGSTOP for longer than its lease, and goes on. */
class FrozenRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Server server;
  private String pair;

  @BeforeEach
  void begin(TestInfo test) throws IOException {
    pair = "frozen-" + Integer.toHexString(test.getDisplayName().hashCode());
    for (String site : List.of("prod", "dr")) {
      RealApi.kubectl("create", "namespace", namespace(site));
    }
    server = Server.start(folder);
    succeed(Map.of("action", "create", "home_site", "prod"));
    succeed(move());
    succeed(Map.of("action", "step", "step", "fence_writes"));
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void theJvmThatServesIt() throws IOException, InterruptedException {
    signal("STOP", server.process().pid());
    takeOver();
    signal("CONT", server.process().pid());
    requireRefused();
  }

  @Test
  void itsOwnProcess() throws IOException, InterruptedException {
    signal("STOP", server.run().pid());
    takeOver();
    signal("CONT", server.run().pid());
    requireRefused();
  }

  private void takeOver() {
    JsonNode taken =
        Modules.answer(Optional.of(new Run(() -> true)), new RecordModule(), options(move()));
    assertThat(taken.path("changed").asBoolean()).as(taken.toString()).isTrue();
    assertThat(taken.path("waited_seconds").asDouble()).isGreaterThan(2);
    assertThat(taken.at("/record/move/steps/0/name").asText()).isEqualTo("fence_writes");
  }

  private void requireRefused() throws IOException {
    JsonNode step = call(RecordModule.class, options(Map.of("action", "step", "step", "drain")));
    assertThat(step.path("reason").asText()).as(step.toString()).isEqualTo("lock_lost");
    JsonNode other = call(ApplyModule.class, RealApi.configMap(namespace("prod"), "late"));
    assertThat(other.path("reason").asText()).as(other.toString()).isEqualTo("lock_lost");
    JsonNode unlocked = call(RecordModule.class, options(Map.of("action", "unlock")));
    assertThat(unlocked.path("changed").asBoolean(true)).as(unlocked.toString()).isFalse();
  }

  private static Map<String, Object> move() {
    return Map.of("action", "begin", "move", "switchover", "to", "dr", "lock_seconds", 3);
  }

  private void succeed(Map<String, Object> action) throws IOException {
    JsonNode answer = call(RecordModule.class, options(action));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
  }

  private JsonNode call(Class<? extends Module> module, Map<String, Object> options)
      throws IOException {
    Path file = folder.resolve("arguments.json");
    MAPPER.writeValue(file.toFile(), options);
    try (SocketChannel call = server.ask(module, file.toString())) {
      return MAPPER.readTree(Server.answer(call).substring(1));
    }
  }

  private Map<String, Object> options(Map<String, Object> action) {
    Map<String, Object> options = new HashMap<>(action);
    options.put("sites", List.of(site("prod"), site("dr")));
    return options;
  }

  private Map<String, Object> site(String site) {
    return RealApi.site(site, namespace(site));
  }

  private String namespace(String site) {
    return pair + "-" + site;
  }

  private static void signal(String signal, long process) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process)).start().waitFor())
        .isZero();
  }
}
