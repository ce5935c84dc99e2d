package dev.strimzidr.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final String AT = "2026-01-01T00:00:00Z";
  private static final Set<String> STORED = Set.of("t");
  private static final Set<String> NOTHING = Set.of();

  @Test
  void theFirstLookBelievesAndKeepsWhatItSees() {
    Judgement first = Judgement.of("prod", "dr", Optional.empty(), seen("a", "b"), STORED);
    assertThat(first.doubts(NOTHING)).isEmpty();
    assertThat(first.renewed(NOTHING, List.of(), AT)).isEqualTo(known("a", "b"));
  }

  @Test
  void anotherTopicAtEitherSiteIsNotBelievedAndNotKept() {
    assertThat(kinds(known("a", "b"), seen("A", "b"), STORED, NOTHING))
        .containsExactly(Doubt.Kind.MADE_AGAIN);
    assertThat(kinds(known("a", "b"), seen("a", "B"), STORED, NOTHING))
        .containsExactly(Doubt.Kind.COPY_MADE_AGAIN);
    assertThat(kinds(known("a", "b"), seen("a", null), STORED, NOTHING))
        .containsExactly(Doubt.Kind.COPY_MADE_AGAIN);

    Judgement again = judgement(known("a", "b"), seen("A", "b"), STORED);
    KnownTopics renewed = again.renewed(NOTHING, again.doubts(NOTHING), AT);
    assertThat(renewed.ids("t")).isEqualTo(new Ids("a", "b"));
    assertThat(renewed.doubts()).containsOnlyKeys("t");
  }

  @Test
  void whatWasFoundOnceStaysUntilTheTopicIsCopiedAnew() {
    KnownTopics found =
        new KnownTopics(
            "prod", "dr", AT, "p", "d", Map.of("t", new Ids("a", "b")), Map.of("t", "!"));
    assertThat(kinds(found, seen("a", "b"), STORED, NOTHING))
        .containsExactly(Doubt.Kind.FOUND_EARLIER);
    assertThat(kinds(found, seen("a", "b"), NOTHING, NOTHING))
        .as("offsets were taken back, and the former records are still at the standby")
        .containsExactly(Doubt.Kind.FOUND_EARLIER);

    Judgement anew = judgement(found, seen("A", "B"), NOTHING);
    assertThat(anew.doubts(NOTHING)).isEmpty();
    assertThat(anew.renewed(NOTHING, List.of(), AT)).isEqualTo(known("A", "B"));
  }

  @Test
  void aTopicOfWhichNothingWasCopiedMayBeMadeAgain() {
    assertThat(kinds(known("a", "b"), seen("A", "b"), NOTHING, Set.of("t"))).isEmpty();
    assertThat(kinds(known("a", "b"), seen("A", "b"), NOTHING, NOTHING))
        .containsExactly(Doubt.Kind.MADE_AGAIN);
  }

  @Test
  void aTopicThatIsDeletedIsRememberedWhileItsOffsetsAreThere() {
    Judgement gone = judgement(known("a", "b"), seen(null, "b"), STORED);
    assertThat(gone.doubts(NOTHING)).isEmpty();
    assertThat(gone.renewed(NOTHING, List.of(), AT)).isEqualTo(known("a", "b"));
    Judgement forgotten = judgement(known("a", "b"), new Seen("p", "d", Map.of()), NOTHING);
    assertThat(forgotten.renewed(NOTHING, List.of(), AT).topics()).isEmpty();
  }

  @Test
  void aCopyThatCameLaterIsKeptThen() {
    assertThat(judgement(known("a", null), seen("a", "b"), STORED).renewed(NOTHING, List.of(), AT))
        .isEqualTo(known("a", "b"));
  }

  @Test
  void offsetsOfAnotherClusterAreNotBelievedAndWhatIsKeptStays() {
    Seen other = new Seen("other", "d", Map.of("t", new Ids("a", "b")));
    Judgement judged = judgement(known("a", "b"), other, STORED);
    assertThat(kinds(known("a", "b"), other, STORED, NOTHING))
        .containsExactly(Doubt.Kind.OTHER_CLUSTER);
    assertThat(judged.renewed(NOTHING, judged.doubts(NOTHING), AT)).isEqualTo(known("a", "b"));
    assertThat(kinds(known("a", "b"), other, NOTHING, NOTHING)).as("nothing is copied").isEmpty();
  }

  @Test
  void whatIsOfTheOtherDirectionOrOfAFormerStandbyIsOfOffsetsThatAreGone() {
    KnownTopics back =
        new KnownTopics(
            "dr", "prod", AT, "d", "p", Map.of("t", new Ids("x", "y")), Map.of("t", "!"));
    assertThat(kinds(back, seen("a", "b"), STORED, NOTHING)).isEmpty();
    Seen rebuilt = new Seen("p", "rebuilt", Map.of("t", new Ids("a", "B")));
    assertThat(kinds(known("a", "b"), rebuilt, STORED, NOTHING)).isEmpty();
  }

  private static List<Doubt.Kind> kinds(
      KnownTopics known, Seen seen, Set<String> stored, Set<String> blank) {
    return judgement(known, seen, stored).doubts(blank).stream().map(Doubt::kind).toList();
  }

  private static Judgement judgement(KnownTopics known, Seen seen, Set<String> stored) {
    return Judgement.of("prod", "dr", Optional.of(known), seen, stored);
  }

  private static Seen seen(@Nullable String source, @Nullable String standby) {
    return new Seen("p", "d", Map.of("t", new Ids(source, standby)));
  }

  private static KnownTopics known(@Nullable String source, @Nullable String standby) {
    return new KnownTopics(
        "prod", "dr", AT, "p", "d", Map.of("t", new Ids(source, standby)), Map.of());
  }
}
