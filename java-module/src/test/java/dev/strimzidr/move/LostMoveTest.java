package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of a failover in one call, at real brokers of two sites. */
class LostMoveTest {
  private static int pairs;

  private MovedPair pair;

  @BeforeEach
  void make() {
    pair = new MovedPair("lost-" + ++pairs);
    pair.fail();
  }

  @AfterEach
  void remove() {
    pair.record(Map.of("action", "unlock"));
    pair.close();
  }

  @Test
  void aSiteThatAnswersIsClosedAndTheSurvivorIsOpened() throws Exception {
    JsonNode answer = MovedPair.requireDone(move(Map.of()));
    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("unfenced_why").isNull()).isTrue();
    assertThat(MovedPair.steps(answer.path("record")))
        .isEqualTo(LostMove.STEPS.stream().map(Step::word).toList());
    JsonNode record = read();
    assertThat(answer.path("record")).isEqualTo(record);
    assertThat(record.path("active").asText()).isEqualTo("dr");
    assertThat(record.path("unfenced")).isEmpty();
    assertThat(record.at("/access/prod").asText()).isEqualTo("closed");
    assertThat(record.at("/mirror/state").asText()).isEqualTo("absent");
    assertThat(record.at("/fork_points/topics")).hasSize(1);
    assertThat(pair.mirror()).as("there is no mirror").isEmpty();
    assertThat(pair.writes("prod")).isFalse();
    assertThat(pair.writes("dr")).isTrue();
  }

  @Test
  void aSiteThatIsSilentStandsAsUnfenced() throws Exception {
    JsonNode answer = MovedPair.requireDone(move(Map.of("sites", pair.sitesWithoutProd())));
    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("unfenced_why").asText()).contains("prod");
    assertThat(read().path("unfenced").toString()).isEqualTo("[\"prod\"]");
    assertThat(pair.writes("dr")).isTrue();
    assertThat(pair.writes("prod")).as("nobody could close it").isTrue();
  }

  /** It may be this machine that is cut off. */
  @Test
  void recordsThatComeSayThatTheSiteIsAlive() throws Exception {
    Map<String, Object> seen = pair.parted();
    pair.write();
    pair.copy();
    JsonNode alive = move(Map.of("fork_points", seen));
    assertThat(alive.path("reason").asText()).as(alive.toString()).isEqualTo("contradiction");
    assertThat(alive.path("msg").asText())
        .contains(
            "prod is alive, although it does not answer here",
            "In the step fork_points of the failover to dr",
            "Nobody may write at dr yet",
            "-e failover_force=true",
            "-e abort=true");
    assertThat(pair.writes("dr")).isFalse();

    JsonNode going = MovedPair.requireDone(move(Map.of("fork_points", seen, "force", true)));
    assertThat(going.path("done").asBoolean()).as(going.toString()).isTrue();
    assertThat(pair.writes("dr")).isTrue();
  }

  @Test
  void aMirrorThatHasCopiedNothingSinceIsOfASiteThatMayBeLost() throws Exception {
    JsonNode answer = MovedPair.requireDone(move(Map.of("fork_points", pair.parted())));
    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
  }

  /** As often as a run is killed, wherever: the next one goes on. */
  @Test
  void aCallThatIsCutOffAnywhereGoesOn() throws Exception {
    List<String> cutOff = new ArrayList<>();
    for (Step each : LostMove.STEPS) {
      if (pair.cut(pair.lost(resource()), each.word())) {
        cutOff.add(each.word());
      }
      assertThat(pair.denied("prod") == 0 && pair.denied("dr") == 0).as(each.word()).isFalse();
    }
    assertThat(cutOff).as("steps in which a call was cut off").hasSizeGreaterThan(3);
    JsonNode done = MovedPair.requireDone(move(Map.of()));
    assertThat(done.path("done").asBoolean()).as(done.toString()).isTrue();
    JsonNode record = read();
    assertThat(record.at("/fork_points/to").asText()).isEqualTo("dr");
    assertThat(record.path("active").asText()).isEqualTo("dr");
    assertThat(pair.writes("dr")).isTrue();
  }

  @Test
  void aSurvivorThatSaysNothingIsNotOpened() throws Exception {
    JsonNode answer = move(Map.of("listener", "none"));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(read().path("active").asText()).isEqualTo("prod");
    assertThat(pair.writes("dr")).isFalse();
  }

  @Test
  void checkModeSaysTheStepsThatAreLeft() {
    JsonNode answer = Modules.check(new MoveModule(), pair.lost(resource()));
    assertThat(answer.path("steps")).hasSize(LostMove.STEPS.size());
    assertThat(read().at("/move/steps")).isEmpty();
    assertThat(pair.mirror()).isEqualTo("running running");
  }

  private JsonNode move(Map<String, ?> more) {
    Map<String, Object> options = pair.lost(resource());
    options.putAll(more);
    return Modules.call(new MoveModule(), options);
  }

  private Map<String, Object> resource() {
    return Map.of("resource", pair.declared());
  }

  private JsonNode read() {
    return pair.record(Map.of("action", "read", "at", List.of("dr"))).path("record");
  }
}
