package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.module.Module;
import dev.strimzidr.record.RecordModule;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Modules that write down themselves the step that they take. */
class MoveStepTest {
  private static final String MIRROR = "mirror";
  private static int pairs;

  private String pair = "";

  @BeforeAll
  static void serve() {
    RealApi.serveStrimzi();
  }

  /** Two namespaces of one real API server stand for two sites. */
  @BeforeEach
  void begin() {
    pair = "step-" + ++pairs;
    for (String site : List.of("prod", "dr")) {
      RealApi.kubectl("create", "namespace", namespace(site));
    }
    record(Map.of("action", "create", "home_site", "prod"));
    RealApi.kubectlWith(
        TestMirror.yaml(namespace("dr"), MIRROR, "prod", "dr", "running"), "apply", "--filename=-");
  }

  @Test
  void theStepIsWrittenDownAndThenTaken() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    JsonNode answer = stop(step("stop_mirror"));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.at("/record/mirror/state").asText()).isEqualTo("stopped");
    assertThat(answer.at("/record/move/steps/0/name").asText()).isEqualTo("stop_mirror");
    assertThat(read()).isEqualTo(answer.path("record"));
    assertThat(wanted()).isEqualTo("stopped stopped");
  }

  @Test
  void theStepThatFollowsIsWrittenDownWhenThisOneHasSucceeded() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    Map<String, Object> followed = new HashMap<>(step("stop_mirror"));
    followed.put("then", "traffic");
    JsonNode answer = stop(followed);
    assertThat(answer.at("/record/move/steps/0/done").isNull()).as(answer.toString()).isFalse();
    assertThat(answer.at("/record/move/steps/1/name").asText()).isEqualTo("traffic");
    assertThat(answer.at("/record/move/steps/1/done").isNull()).isTrue();
    assertThat(answer.at("/record/mirror/state").asText()).isEqualTo("stopped");
    assertThat(read()).isEqualTo(answer.path("record"));
  }

  @Test
  void theStepThatFollowsOneThatFailsIsNotWrittenDown() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    Map<String, Object> followed = new HashMap<>(step("stop_mirror"));
    followed.put("then", "traffic");
    Map<String, Object> waiting = new HashMap<>(stopping(followed));
    waiting.putAll(Map.of("wait", true, "wait_timeout", 1));
    JsonNode answer = Modules.call(new MirrorStateModule(), waiting);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(read().at("/move/steps")).hasSize(1);
  }

  @Test
  void whatFailsAfterwardsStandsInTheRecordAsBegun() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    Map<String, Object> options = new HashMap<>(sites());
    options.putAll(Map.of("source", "prod", "name", MIRROR, "user", "admin", "stopped_timeout", 1));
    options.put("step", Map.of("name", "fork_points"));
    JsonNode answer = Modules.call(new MirrorDrainModule(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
    assertThat(answer.path("msg").asText())
        .contains("option stopped_timeout: nobody has stopped KafkaMirrorMaker2", "at dr");
    assertThat(read().at("/move/steps/0/name").asText()).isEqualTo("fork_points");
    assertThat(read().at("/move/steps/0/done").isNull()).isTrue();
  }

  /** A move that goes on without a site has to know that the step stands in the record. */
  @Test
  void aFailureTellsThatTheStepWasWrittenDown() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    Map<String, Object> waiting = new HashMap<>(stopping(step("stop_mirror")));
    waiting.putAll(Map.of("wait", true, "wait_timeout", 1));
    JsonNode answer = Modules.call(new MirrorStateModule(), waiting);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(read()).isEqualTo(answer.path("record"));
    record(Map.of("action", "unlock"));
    JsonNode unwritten = Modules.call(new MirrorStateModule(), waiting);
    assertThat(unwritten.path("reason").asText()).as(unwritten.toString()).isEqualTo("lock_lost");
    assertThat(unwritten.has("record")).isFalse();
  }

  @Test
  void aStepThatCannotBeWrittenDownIsNotTaken() {
    JsonNode unlocked = stop(step("stop_mirror"));
    assertThat(unlocked.path("reason").asText()).as(unlocked.toString()).isEqualTo("lock_lost");
    record(Map.of("action", "lock"));
    JsonNode without = stop(step("stop_mirror"));
    assertThat(without.path("reason").asText()).as(without.toString()).isEqualTo("contradiction");
    assertThat(without.path("msg").asText()).contains("no move is under way");
    assertThat(wanted()).isEqualTo("running running");
  }

  @Test
  void checkModeWritesNothingDown() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    JsonNode answer = Modules.check(new MirrorStateModule(), stopping(step("stop_mirror")));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(read().at("/move/steps")).isEmpty();
    assertThat(wanted()).isEqualTo("running running");
  }

  @Test
  void whoOnlyLooksWritesNothing() {
    record(Map.of("action", "begin", "move", "switchover", "to", "dr"));
    JsonNode unused = stop(step("stop_mirror"));
    String before = versions();
    Map<String, Object> options = new HashMap<>(sites());
    options.putAll(Map.of("source", "prod", "name", MIRROR, "user", "admin"));
    JsonNode info = Modules.call(new MirrorInfoModule(), options);
    assertThat(info.path("found").asBoolean()).as(info.toString()).isTrue();
    assertThat(info.path("changed").asBoolean()).isFalse();
    // What waits for a mirror to stop has Strimzi look at it, but not in check mode.
    options.putAll(Map.of("stopped_timeout", 1, "step", Map.of("name", "fork_points")));
    JsonNode check = Modules.check(new MirrorDrainModule(), options);
    assertThat(check.path("failed").asBoolean()).as(check.toString()).isFalse();
    assertThat(versions()).isEqualTo(before);
    JsonNode late = Modules.call(new MirrorDrainModule(), options);
    assertThat(late.path("reason").asText()).as(late.toString()).isEqualTo("timeout");
    assertThat(versions()).isNotEqualTo(before);
  }

  @Test
  void bothSitesHaveToBeNamed() {
    Map<String, Object> options = new HashMap<>(stopping(step("stop_mirror")));
    options.remove("sites");
    JsonNode answer = Modules.call(new MirrorStateModule(), options);
    assertThat(answer.path("reason").asText()).isEqualTo("invalid_argument");
    assertThat(answer.path("msg").asText()).contains("sites", "step");
  }

  private JsonNode stop(Map<String, ?> step) {
    return Modules.call(new MirrorStateModule(), stopping(step));
  }

  private Map<String, Object> stopping(Map<String, ?> step) {
    Map<String, Object> options =
        new HashMap<>(
            RealApi.options(
                Map.of(
                    "name",
                    MIRROR,
                    "namespace",
                    namespace("dr"),
                    "state",
                    "stopped",
                    "wait",
                    false)));
    options.putAll(sites());
    options.put("step", step);
    return options;
  }

  private static Map<String, Object> step(String name) {
    return Map.of("name", name, "mirror", Map.of("from", "prod", "to", "dr", "state", "stopped"));
  }

  private JsonNode record(Map<String, Object> action) {
    Map<String, Object> options = new HashMap<>(sites());
    options.putAll(action);
    Module module = new RecordModule();
    JsonNode answer = Modules.call(module, options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  private JsonNode read() {
    return record(Map.of("action", "read")).path("record");
  }

  /**
   * Changes with each write to what a move is about, but the lease, which is renewed all the time.
   */
  private String versions() {
    return RealApi.kubectl(
        "get",
        "kmm2,configmaps",
        "--namespace=" + namespace("dr"),
        "--output=jsonpath={.items[*].metadata.resourceVersion}");
  }

  /** What is asked of both connectors. */
  private String wanted() {
    return RealApi.kubectl(
        "get",
        "kmm2/" + MIRROR,
        "--namespace=" + namespace("dr"),
        "--output=jsonpath={.spec.mirrors[0].sourceConnector.state} {.spec.mirrors[0].checkpointConnector.state}");
  }

  private Map<String, Object> sites() {
    return Map.of("sites", List.of(site("prod"), site("dr")));
  }

  private Map<String, Object> site(String site) {
    return RealApi.site(site, namespace(site));
  }

  private String namespace(String site) {
    return "%s-%s".formatted(pair, site);
  }
}
