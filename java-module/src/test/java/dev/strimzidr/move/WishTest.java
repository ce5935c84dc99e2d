package dev.strimzidr.move;

import static dev.strimzidr.move.MoveKind.FAILBACK;
import static dev.strimzidr.move.MoveKind.FAILOVER;
import static dev.strimzidr.move.MoveKind.REJOIN;
import static dev.strimzidr.move.MoveKind.SWITCHOVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each phase of the record, and what may be asked for in it. */
class WishTest {
  private static final String FORK =
      "{from: prod, to: prod, at: '2026-11-24T22:04:38Z', topics: {}}";

  @Test
  void nothingStandsAgainstAMoveThatIsToBegin() {
    assertThat(wish(SWITCHOVER).findings()).isEmpty();
    assertThat(wish(FAILOVER).findings()).isEmpty();
    assertThat(wish(REJOIN).with("to", "''").with("record/fork_points", FORK).findings()).isEmpty();
  }

  @Test
  void aSiteIsNamed() {
    assertThat(wish(SWITCHOVER).with("to", "''").words()).containsExactly("move_to is not given");
    assertThat(wish(FAILOVER).with("to", "dc3").words()).containsExactly("move_to is 'dc3'");
    assertThat(wish(SWITCHOVER).with("to", "dc3").documents().getFirst())
        .containsEntry("cure", "say -e move_to=<site>, one of prod, dr. Active is prod");
  }

  static Stream<Arguments> prefixes() {
    return Stream.of(SWITCHOVER, FAILBACK, FAILOVER)
        .flatMap(kind ->
            kind.steps().stream()
                .map(step ->
                    Arguments.of(
                        kind,
                        kind.steps().subList(0, kind.steps().indexOf(step) + 1).stream()
                            .map(Step::word)
                            .toList())));
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("prefixes")
  void aMoveThatWasCutOffGoesOn(MoveKind kind, List<String> steps) {
    GoodPair pair = wish(kind).underWay(kind.word(), "dr", steps);

    assertThat(pair.findings()).isEmpty();
    assertThat(pair.with("to", "''").findings())
        .as("a failover is always told where to")
        .isEqualTo(kind == FAILOVER ? List.of("red target_unknown") : List.of());
    assertThat(pair.with("to", "prod").findings()).containsExactly("red other_target");
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("prefixes")
  void onlyAFailoverTakesOverAnotherMove(MoveKind kind, List<String> steps) {
    for (MoveKind other : MoveKind.values()) {
      GoodPair pair =
          wish(other).with("record/fork_points", FORK).underWay(kind.word(), "dr", steps);
      if (other != kind) {
        assertThat(pair.findings())
            .as(other.word())
            .isEqualTo(other == FAILOVER ? List.of() : List.of("red other_move"));
      }
    }
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("prefixes")
  void itIsUndoneUpToThePointOfNoReturn(MoveKind kind, List<String> steps) {
    GoodPair pair = GoodPair.of(kind).with("abort", "true").underWay(kind.word(), "dr", steps);

    assertThat(pair.findings())
        .isEqualTo(steps.contains("open") ? List.of("red no_way_back") : List.of());
  }

  @Test
  void aSiteThatDoesNotAnswerIsNotGivenBack() {
    GoodPair pair =
        GoodPair.of(FAILOVER)
            .with("abort", "true")
            .underWay("failover", "dr", List.of("fence_old"))
            .with("facts/sites/prod", "{msg: connection refused}");

    assertThat(pair.findings()).containsExactly("red site_silent");
    assertThat(pair.with("facts", "absent").findings()).containsExactly("red site_silent");
  }

  @Test
  void thereIsSomethingToUndoAndItIsNotAnotherMove() {
    assertThat(wish(SWITCHOVER).with("abort", "true").with("to", "''").findings())
        .containsExactly("red nothing_to_undo");
    assertThat(wish(SWITCHOVER).with("abort", "true").findings())
        .containsExactly("red nothing_to_undo");
    assertThat(
            wish(SWITCHOVER)
                .with("abort", "true")
                .underWay("failback", "dr", List.of("drain"))
                .words())
        .containsExactly("A failback is under way, not a switchover");
    assertThat(
            wish(REJOIN)
                .with("abort", "true")
                .with("to", "''")
                .underWay("rejoin", "prod", List.of("fence_old"))
                .findings())
        .containsExactly("red no_way_back");
  }

  /** Readiness is about a move that begins: what is under way is said once. */
  @Test
  void readinessIsRedWhileAnyMoveIsUnderWay() {
    for (String kind : List.of("switchover", "failback", "failover", "rejoin")) {
      assertThat(GoodPair.of(SWITCHOVER).underWay(kind, "dr", List.of("fence_old")).findings())
          .as(kind)
          .containsExactly("red move_under_way");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MoveKind.class,
      names = {"SWITCHOVER", "FAILBACK", "FAILOVER"})
  void anUndoThatWasCutOffGoesOnAsOne(MoveKind kind) {
    List<String> steps = List.of(kind.steps().getFirst().word(), "abort");
    GoodPair pair = GoodPair.of(kind).underWay(kind.word(), "dr", steps);

    assertThat(pair.judge().get("next")).asString().endsWith("-e abort=true");
    assertThat(pair.with("abort", "true").findings()).isEmpty();
    assertThat(wish(kind).underWay(kind.word(), "dr", steps).findings())
        .containsExactly("red undo_cut_off");
  }

  /** Else a pair whose active site is lost in the middle of an undo would have no way on. */
  @Test
  void aFailoverTakesOverAnUndoThatWasCutOff() {
    assertThat(
            wish(FAILOVER)
                .underWay("switchover", "dr", List.of("fence_writes", "abort"))
                .findings())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("prefixes")
  void aJournalThatLacksAStepIsNotBelieved(MoveKind kind, List<String> steps) {
    List<String> lacking = new ArrayList<>(steps);
    lacking.removeFirst();

    assertThat(wish(kind).underWay(kind.word(), "dr", lacking).findings())
        .isEqualTo(lacking.isEmpty() ? List.of() : List.of("red journal_gap"));
  }

  @Test
  void aStepThatWasTakenAgainIsNoGap() {
    assertThat(
            wish(FAILOVER)
                .underWay("failover", "dr", List.of("stop_mirror", "fork_points", "fence_old"))
                .findings())
        .isEmpty();
  }

  @Test
  void aRejoinNeedsForkPoints() {
    GoodPair pair = wish(REJOIN).with("to", "''");

    assertThat(pair.findings()).containsExactly("red fork_points_unknown");
    assertThat(pair.with("record/fork_points", FORK.replace("to: prod", "to: dr")).findings())
        .containsExactly("red fork_points_unknown");
  }

  @Test
  void aForcedFailoverTakesASiteThatAnswers() {
    GoodPair pair = GoodPair.of(FAILOVER).with("decide", "true").with("facts/lost", "{brokers: 3}");

    assertThat(pair.findings()).containsExactly("red site_not_lost");
    assertThat(pair.with("force", "true").findings()).containsExactly("amber site_not_lost");
    assertThat(pair.with("force", "false").with("decide", "false").findings()).isEmpty();
  }

  @ParameterizedTest(name = "{0} after {1}")
  @MethodSource("prefixes")
  void aLostSiteIsAskedAgainUntilTheSurvivorIsOpen(MoveKind kind, List<String> steps) {
    GoodPair pair =
        GoodPair.of(FAILOVER)
            .with("decide", "true")
            .with("facts/lost", "{brokers: 3}")
            .underWay(kind.word(), "dr", steps);

    assertThat(pair.findings().contains("red site_not_lost"))
        .isEqualTo(kind != FAILOVER || !steps.contains("open"));
  }

  @Test
  void theCommandThatGoesOnIsNamed() {
    assertThat(next("switchover", "dr"))
        .isEqualTo("ansible-playbook playbooks/switchover.yml -e move_to=dr");
    assertThat(next("failover", "dr"))
        .isEqualTo("ansible-playbook playbooks/failover.yml -e move_to=dr");
    assertThat(next("failback", "prod")).isEqualTo("ansible-playbook playbooks/failback.yml");
    assertThat(next("rejoin", "prod")).isEqualTo("ansible-playbook playbooks/rejoin.yml");
    assertThat(wish(SWITCHOVER).judge().get("next")).isNull();
  }

  private static @Nullable Object next(String kind, String to) {
    return wish(MoveKind.of(kind)).underWay(kind, to, List.of("fence_old")).judge().get("next");
  }

  /** Only the wish is judged. */
  private static GoodPair wish(MoveKind kind) {
    return GoodPair.of(kind).with("facts", "absent");
  }
}
