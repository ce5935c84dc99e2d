package dev.strimzidr.move;

import static dev.strimzidr.move.MoveKind.FAILBACK;
import static dev.strimzidr.move.MoveKind.FAILOVER;
import static dev.strimzidr.move.MoveKind.SWITCHOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing at a time is wrong with a good pair. */
class FindingsTest {
  /** Those that are about a wish, not about the pair: {@link WishTest} has them. */
  private static final Set<String> OF_WISHES =
      Set.of(
          "target_unknown",
          "other_target",
          "other_move",
          "undo_cut_off",
          "nothing_to_undo",
          "no_way_back",
          "journal_gap",
          "fork_points_unknown");

  /** Of a fail-back, which has a test of its own. */
  private static final String OF_A_FAILBACK = "already_home";

  @ParameterizedTest
  @EnumSource(
      value = MoveKind.class,
      names = {"SWITCHOVER", "FAILOVER"})
  void aGoodPairHasNone(MoveKind kind) {
    Map<String, ?> judged = GoodPair.of(kind).with("decide", "true").judge();

    assertThat(judged.get("findings")).asInstanceOf(LIST).isEmpty();
    assertThat(judged.get("obstacles")).asInstanceOf(LIST).isEmpty();
    assertThat(judged.get("able")).isEqualTo(true);
  }

  static Stream<Arguments> planned() {
    return Stream.of(
            OfASite.planned(), OfThePair.planned(), OfTheMirror.planned(), OfTheMirror.drift())
        .flatMap(rows -> rows);
  }

  static Stream<Arguments> failover() {
    return Stream.of(OfASite.failover(), OfThePair.failover(), OfTheMirror.failover())
        .flatMap(rows -> rows);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("planned")
  void oneChangeIsOneFindingOfAPlannedMove(String path, String yaml, String finding) {
    assertThat(GoodPair.of(SWITCHOVER).with(path, yaml).findings()).containsExactly(finding);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("failover")
  void oneChangeIsOneFindingOfAFailover(String path, String yaml, String finding) {
    assertThat(GoodPair.of(FAILOVER).with("decide", "true").with(path, yaml).findings())
        .containsExactly(finding);
  }

  @Test
  void everyReasonIsTried() {
    Set<String> tried =
        Stream.concat(planned(), failover())
            .map(row -> ((String) row.get()[2]).split(" ", -1)[1])
            .collect(Collectors.toCollection(TreeSet::new));
    tried.addAll(OF_WISHES);
    tried.add(OF_A_FAILBACK);

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingReason.values()).map(FindingReason::word).toList());
  }

  @Test
  void everyReasonIsDocumented() throws IOException {
    String sidecar = Files.readString(Path.of("../jbang-scripts/strimzi_move_info.yml"));
    String page = Files.readString(Path.of("../docs/readiness.md"));

    assertThat(FindingReason.values())
        .allSatisfy(reason -> {
          assertThat(sidecar).contains("V(%s)".formatted(reason.word()));
          assertThat(page).contains("`%s`".formatted(reason.word()));
        });
  }

  @Test
  void clientsThatAreAtHomeDoNotGoHome() {
    assertThat(GoodPair.of(FAILBACK).findings()).containsExactly("red already_home");
  }

  @Test
  void whatIsTheSameOfBothNamesIsSaidOnce() {
    GoodPair pair =
        GoodPair.of(SWITCHOVER)
            .with("facts/names/0/leads_to", "''")
            .with("facts/names/0/words", "NOT KNOWN")
            .with("facts/names/1/leads_to", "''");
    assertThat(pair.findings()).hasSize(2);
    assertThat(pair.with("facts/names/1/words", "NOT KNOWN").findings())
        .containsExactly("amber name_leads_elsewhere");
  }

  @Test
  void nothingThatIsNotAnsweredIsGood() {
    GoodPair silent = GoodPair.of(SWITCHOVER).with("facts", "{idle_wanted: true}");

    assertThat(silent.findings())
        .containsExactly(
            "red site_silent",
            "red site_silent",
            "amber clients_at_work",
            "red fence_unknown",
            "red credentials_unknown",
            "red mirror_unknown",
            "red mirror_not_stoppable",
            "red record_not_taken");
    assertThat(GoodPair.of(FAILOVER).with("facts", "{}").with("decide", "true").findings())
        .contains(
            "red site_silent", "red fence_unknown", "red copied_unknown", "red site_not_lost");
  }
}
