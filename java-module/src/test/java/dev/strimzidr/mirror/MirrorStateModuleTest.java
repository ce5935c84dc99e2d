package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorStateModuleTest {
  private static final String NAMESPACE = "mirror-state";
  private static final String NAME = "mirror";

  private TestOperator operator = start();

  @BeforeAll
  static void serve() {
    RealApi.serveStrimzi();
    RealApi.kubectl("create", "namespace", NAMESPACE);
  }

  @BeforeEach
  void declare() {
    assertThat(
            TestMirror.apply(NAMESPACE, NAME, "prod", "dr", "running").path("failed").asBoolean())
        .isFalse();
  }

  @AfterEach
  void clean() {
    operator.close();
    RealApi.kubectl("delete", "kmm2", "--all", "--namespace=" + NAMESPACE);
    RealApi.kubectl("delete", "pods", "--all", "--namespace=" + NAMESPACE);
  }

  @Test
  void stopsAndSeesItStoppedThenRunsAgainAndOnceIsEnough() {
    for (String state : new String[] {"stopped", "running"}) {
      assertThat(Modules.check(module(), state(state)).path("changed").asBoolean()).isTrue();
      JsonNode answer = Modules.call(module(), state(state));
      assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.path("connectors")).hasSize(2);
      assertThat(answer.path("connectors"))
          .allSatisfy(connector -> {
            assertThat(connector.path("state").asText()).isEqualToIgnoringCase(state);
            assertThat(connector.path("tasks")).hasSize(state.equals("stopped") ? 0 : 1);
          });
      assertThat(Modules.check(module(), state(state)).path("changed").asBoolean()).isFalse();
      assertThat(Modules.call(module(), state(state)).path("changed").asBoolean()).isFalse();
    }
  }

  @Test
  void aTaskThatHasFailedEndsTheWaitWithWhyAndWhatToDo() {
    operator.fail(
        "org.apache.kafka.common.errors.RecordTooLargeException: The message is 5242880 bytes when"
            + " serialized which is larger than 1048576, which is the value of the max.request.size"
            + " configuration.");
    Map<String, Object> options = state("running");
    options.put("wait_timeout", 300);
    Modules.call(module(), state("stopped"));
    Instant begun = Instant.now();
    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("not_ready");
    assertThat(answer.path("msg").asText())
        .contains(
            "task 0 of prod->dr.MirrorSourceConnector is FAILED: RecordTooLargeException: The"
                + " message is 5242880 bytes",
            "mirror_largest_record");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aFailureFromBeforeTheChangeThatMendsItIsNotBelieved() {
    operator.fail("java.lang.OutOfMemoryError: Java heap space");
    Modules.call(module(), state("stopped"));
    CompletableFuture<Void> mended =
        CompletableFuture.runAsync(
            () -> operator.fail(""), CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
    JsonNode answer = Modules.call(module(), state("running"));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(mended).isDone();
  }

  @Test
  void whatTheRoleAppliesAfterwardsIsNoChangeAndWhatOthersSetStays() {
    RealApi.kubectl(
        "patch",
        "kmm2/" + NAME,
        "--namespace=" + NAMESPACE,
        "--type=merge",
        "--patch={\"spec\": {\"resources\": {\"limits\": {\"memory\": \"1Gi\"}}}}");
    Modules.call(module(), state("stopped"));
    JsonNode applied = TestMirror.apply(NAMESPACE, NAME, "prod", "dr", "stopped");
    assertThat(applied.path("changed").asBoolean()).as(applied.toString()).isFalse();
    assertThat(operator.api().get(operator.mirror()).at("/spec/resources/limits/memory").asText())
        .isEqualTo("1Gi");
  }

  @Test
  void takesTheStateOverFromWhoeverHasSetIt() {
    RealApi.kubectl(
        "patch",
        "kmm2/" + NAME,
        "--namespace=" + NAMESPACE,
        "--type=json",
        "--patch=[{\"op\": \"add\", \"path\": \"/spec/mirrors/0/sourceConnector/state\", \"value\":"
            + " \"paused\"}]");
    JsonNode answer = Modules.call(module(), state("stopped"));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(
            TestMirror.apply(NAMESPACE, NAME, "prod", "dr", "running").path("changed").asBoolean())
        .isTrue();
  }

  @Test
  void aRequestThatWasNeverServedIsWithdrawnBeforeItCouldBe() {
    OffsetsRequest.ask(
        operator.api(), operator.mirror(), "reset", "prod->dr.MirrorSourceConnector");
    JsonNode answer = Modules.call(module(), state("stopped"));
    assertThat(answer.path("withdrawn").asText()).as(answer.toString()).isEqualTo("reset");
    assertThat(OffsetsRequest.pending(operator.api().get(operator.mirror()))).isEmpty();
  }

  @Test
  void whatIsNotSeenStoppedIsNotCalledStopped() {
    operator.close();
    Map<String, Object> options = state("stopped");
    options.put("wait_timeout", 1);
    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("failed").asBoolean()).isTrue();
    assertThat(answer.path("reason").asText()).isEqualTo("timeout");
    assertThat(answer.path("msg").asText()).contains("the operator has seen generation");
    operator = start();
  }

  @Test
  void goneIsItWhenItsPodsAre() {
    TestMirror.worker(NAMESPACE, NAME, "");
    Map<String, Object> options = state("absent");
    options.put("wait_timeout", 1);
    assertThat(Modules.check(module(), options).path("changed").asBoolean()).isTrue();
    JsonNode answer = Modules.call(module(), options);
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("timeout");
    assertThat(answer.path("msg").asText()).contains("worker").contains("is not gone");
    RealApi.kubectl("delete", "pod/worker", "--namespace=" + NAMESPACE);
    answer = Modules.call(module(), options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isFalse();
  }

  @Test
  void aMirrorThatIsNotThereIsStoppedAndCannotRun() {
    Modules.call(module(), state("absent"));
    JsonNode stopped = Modules.call(module(), state("stopped"));
    assertThat(stopped.path("changed").asBoolean()).isFalse();
    assertThat(stopped.path("found").asBoolean()).isFalse();
    JsonNode running = Modules.call(module(), state("running"));
    assertThat(running.path("reason").asText()).isEqualTo("not_found");
  }

  /** An operator that cannot do anything with offsets. */
  private static TestOperator start() {
    return new TestOperator(
        NAMESPACE,
        NAME,
        mirror -> {
          throw new IllegalStateException("Connector is not in STOPPED state");
        });
  }

  private static MirrorStateModule module() {
    return new MirrorStateModule();
  }

  private static Map<String, Object> state(String state) {
    return new HashMap<>(
        RealApi.options(
            Map.of("name", NAME, "namespace", NAMESPACE, "state", state, "wait_timeout", 30)));
  }
}
