package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealDns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** The steps for which clients wait, at real brokers of two sites. */
class MoveModuleTest {
  private static final String SERVER = "127.53.9.7";
  private static int pairs;

  private MovedPair pair;

  @BeforeEach
  void make() {
    pair = new MovedPair("move-" + ++pairs);
  }

  @AfterEach
  void remove() {
    pair.record(Map.of("action", "unlock"));
    pair.close();
  }

  @Test
  void oneCallMovesClients(@TempDir Path folder) throws Exception {
    pair.begin("switchover");
    assertThat(pair.writes("prod")).isTrue();
    pair.write();
    try (RealDns dns = RealDns.start(SERVER, folder)) {
      dns.set(Type.CNAME, "prod.test.");
      pair.copy();
      JsonNode answer = MovedPair.requireDone(pair.move(Map.of("dns", dns(dns.secret()))));
      assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.path("pointed").asBoolean()).isTrue();
      assertThat(MovedPair.steps(answer.path("record")))
          .isEqualTo(PlannedMove.STEPS.stream().map(Step::word).toList());
      assertThat(answer.path("record")).isEqualTo(pair.read());
    }
    JsonNode record = pair.read();
    assertThat(record.path("active").asText()).isEqualTo("dr");
    assertThat(record.at("/access/prod").asText()).isEqualTo("closed");
    assertThat(record.at("/access/dr").asText()).isEqualTo("open");
    assertThat(record.at("/mirror/state").asText()).isEqualTo("stopped");
    assertThat(record.at("/fork_points/topics")).hasSize(1);
    assertThat(pair.mirror()).isEqualTo("stopped stopped");
    assertThat(pair.writes("prod")).isFalse();
    assertThat(pair.writes("dr")).isTrue();
  }

  @Test
  void nothingIsClosedBeforeTheMirrorHasCaughtUp() throws Exception {
    pair.write();
    pair.begin("switchover");
    JsonNode answer = MovedPair.requireDone(pair.move(Map.of("lag_seconds", 0)));
    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.at("/waiting/step").asText()).isEqualTo("catch_up");
    assertThat(answer.at("/waiting/what/0").asText()).contains("lags by 1 records");
    assertThat(pair.read().at("/move/steps")).isEmpty();
    assertThat(pair.writes("prod")).isTrue();

    JsonNode late =
        pair.move(
            Map.of(
                "lag_seconds",
                0,
                "lag_budget_seconds",
                0,
                "waited",
                Map.of("step", "catch_up", "waited_seconds", 1.5)));
    assertThat(late.path("reason").asText()).as(late.toString()).isEqualTo("timeout");
    assertThat(late.path("msg").asText())
        .contains("Before the first step", "move_lag_budget_seconds", "Clients work at prod");
  }

  @Test
  void aMirrorThatIsNotDrainedIsWaitedForAndSaidTo() throws Exception {
    pair.write();
    pair.begin("failback");
    JsonNode answer = MovedPair.requireDone(pair.move(Map.of("lag_seconds", 600)));
    assertThat(answer.at("/waiting/step").asText()).as(answer.toString()).isEqualTo("drain");
    assertThat(pair.writes("prod")).isFalse();
    assertThat(pair.denied("dr")).isPositive();

    JsonNode waiting = answer.path("waiting");
    JsonNode late = pair.move(Map.of("drain_timeout", 1, "waited", waiting));
    assertThat(late.path("reason").asText()).as(late.toString()).isEqualTo("timeout");
    assertThat(late.path("msg").asText().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("Clients can read at prod, and write nowhere"))
        .anyMatch(line -> line.contains("-e abort=true"));

    pair.copy();
    JsonNode done = MovedPair.requireDone(pair.move(Map.of("waited", waiting)));
    assertThat(done.path("done").asBoolean()).as(done.toString()).isTrue();
    assertThat(pair.writes("dr")).isTrue();
  }

  /** As often as a run is killed, wherever: the next one goes on, and nobody writes at both. */
  @Test
  void aCallThatIsCutOffAnywhereGoesOn() throws Exception {
    pair.begin("switchover");
    List<String> cutOff = new ArrayList<>();
    for (Step each : PlannedMove.STEPS) {
      String step = each.word();
      if (pair.cut(pair.options(Map.of()), step)) {
        cutOff.add(step);
      }
      assertThat(pair.denied("prod") == 0 && pair.denied("dr") == 0).as(step).isFalse();
    }
    assertThat(cutOff).as("steps in which a call was cut off").hasSizeGreaterThan(4);
    JsonNode done = MovedPair.requireDone(pair.move(Map.of()));
    assertThat(done.path("done").asBoolean()).as(done.toString()).isTrue();
    assertThat(pair.writes("prod")).isFalse();
    assertThat(pair.writes("dr")).isTrue();
    assertThat(pair.read().at("/fork_points/to").asText()).isEqualTo("dr");
  }

  @Test
  void aMoveHasToBeUnderWay() {
    JsonNode none = pair.move(Map.of());
    assertThat(none.path("reason").asText()).as(none.toString()).isEqualTo("contradiction");
    assertThat(none.path("msg").asText()).contains("No move is under way");
  }

  @Test
  void theMirrorIsTurnedRoundWhenClientsAreMovedAndOneStandsBy() {
    Map<String, Object> turn =
        Map.of("turn", Map.of("warm", pair.declared(), "running", pair.declared()));
    pair.begin("switchover");
    JsonNode early = pair.move(turn);
    assertThat(early.path("reason").asText()).as(early.toString()).isEqualTo("contradiction");
    assertThat(early.path("msg").asText()).contains("when clients have been moved");

    JsonNode moved = MovedPair.requireDone(pair.move(Map.of()));
    assertThat(moved.path("done").asBoolean()).as(moved.toString()).isTrue();
    JsonNode cold = MovedPair.requireDone(pair.move(turn));
    assertThat(cold.path("done").asBoolean()).as(cold.toString()).isFalse();
    assertThat(cold.path("cold").asText()).isEqualTo("there is no warm mirror at prod");
    assertThat(MovedPair.steps(pair.read())).doesNotContain("reverse");
  }

  @Test
  void checkModeSaysTheStepsThatAreLeft() {
    pair.begin("switchover");
    JsonNode answer = Modules.check(new MoveModule(), pair.options(Map.of()));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("steps")).hasSize(PlannedMove.STEPS.size());
    assertThat(pair.read().at("/move/steps")).isEmpty();
    assertThat(pair.mirror()).isEqualTo("running running");
  }

  @Test
  void aRunWithoutTheLockClosesNothing() throws Exception {
    pair.begin("switchover");
    pair.record(Map.of("action", "unlock"));
    JsonNode answer = pair.move(Map.of());
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("lock_lost");
    assertThat(pair.writes("prod")).isTrue();
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsTouched() throws IOException {
    pair.begin("switchover");
    for (var wrong :
        Map.of(
                "waited", Map.of("waited", Map.of("step", 1)),
                "dns.key_secret", Map.of("dns", dns("not base64!")),
                "super_users.prod", Map.of("super_users", Map.of()))
            .entrySet()) {
      JsonNode answer = pair.move(wrong.getValue());
      assertThat(answer.path("reason").asText())
          .as(answer.toString())
          .isEqualTo("invalid_argument");
      assertThat(answer.path("msg").asText()).contains(wrong.getKey());
      assertThat(answer.toString()).doesNotContain("not base64!");
    }
    assertThat(pair.mirror()).isEqualTo("running running");
  }

  private static Map<String, Object> dns(String secret) {
    return Map.of(
        "server",
        SERVER,
        "port",
        RealDns.PORT,
        "zone",
        "dr.test",
        "key_name",
        "lab",
        "key_secret",
        secret,
        "ttl",
        5,
        "names",
        Map.of("kafka.dr.test", "192.0.2.7"));
  }
}
