package dev.strimzidr.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.record.ForkPoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsPlanTest {
  private static final TopicPartition ONE = new TopicPartition("t", 0);
  private static final TopicPartition TWO = new TopicPartition("t", 1);
  private static final TopicPartition OTHER = new TopicPartition("other", 0);

  /** Records 0 to 45 went from prod to dr, where markers stand between them. */
  private static final ForkPoints FORKS = forks(45L, 61);

  private static final LogBounds LOG = new LogBounds(0, 100, 100);

  @Test
  void theOtherWayBeginsWithTheFirstRecordThatWasNotCopied() {
    OffsetsPlan plan = plan(FORKS, "dr", Map.of(ONE, LOG), Map.of());
    assertThat(plan.changes()).containsExactly(new OffsetsPlan.Change(ONE, null, 60L));
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void theSameWayGoesOnAfterTheLastRecordThatWasCopied() {
    OffsetsPlan plan = plan(FORKS, "prod", Map.of(ONE, LOG), Map.of());
    assertThat(plan.changes()).containsExactly(new OffsetsPlan.Change(ONE, null, 45L));
  }

  @Test
  void fromTheBeginningIsNothingStored() {
    ForkPoints empty = forks(null, 0);
    for (String source : new String[] {"dr", "prod"}) {
      assertThat(plan(empty, source, Map.of(ONE, LOG), Map.of()).changes()).isEmpty();
      assertThat(plan(empty, source, Map.of(ONE, LOG), Map.of(ONE, 7L)).changes())
          .containsExactly(new OffsetsPlan.Change(ONE, 7L, null));
    }
  }

  @Test
  void whatIsStoredAlreadyIsNoChange() {
    OffsetsPlan plan = plan(FORKS, "dr", Map.of(ONE, LOG), Map.of(ONE, 60L));
    assertThat(plan.changes()).isEmpty();
  }

  @Test
  void anOffsetFromAnEarlierTimeIsSetForward() {
    OffsetsPlan plan = plan(FORKS, "dr", Map.of(ONE, LOG), Map.of(ONE, 12L));
    assertThat(plan.changes()).containsExactly(new OffsetsPlan.Change(ONE, 12L, 60L));
  }

  @Test
  void theOtherWayForgetsWhatForkPointsDoNotName() {
    OffsetsPlan plan =
        plan(FORKS, "dr", Map.of(ONE, LOG, TWO, LOG, OTHER, LOG), Map.of(ONE, 60L, OTHER, 9L));
    assertThat(plan.changes()).containsExactly(new OffsetsPlan.Change(OTHER, 9L, null));
    assertThat(plan.fromBeginning()).containsExactly(OTHER, TWO);
    assertThat(plan.kept()).isZero();
  }

  @Test
  void theSameWayKeepsWhatForkPointsDoNotName() {
    OffsetsPlan plan =
        plan(FORKS, "prod", Map.of(ONE, LOG, TWO, LOG, OTHER, LOG), Map.of(ONE, 45L, OTHER, 9L));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.fromBeginning()).containsExactly(TWO);
    assertThat(plan.kept()).isEqualTo(1);
  }

  @Test
  void aMirrorThatHasGoneOnSinceIsNeverSetBack() {
    Map<TopicPartition, Long> gone = Map.of(ONE, 80L, OTHER, 9L);
    OffsetsPlan plan = OffsetsPlan.of(FORKS, "dr", true, Map.of(ONE, LOG, OTHER, LOG), gone);
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.kept()).isEqualTo(1);
    assertThat(plan.missing(gone)).isEmpty();
  }

  @Test
  void aMirrorThatHasLostWhatWasSetGetsItAgain() {
    OffsetsPlan plan = OffsetsPlan.of(FORKS, "dr", true, Map.of(ONE, LOG), Map.of());
    assertThat(plan.changes()).containsExactly(new OffsetsPlan.Change(ONE, null, 60L));
  }

  @Test
  void aPartitionThatIsNotThereIsRefused() {
    assertThat(plan(FORKS, "dr", Map.of(), Map.of()).problems())
        .containsExactly("partition t-0 is not at dr");
  }

  @Test
  void theEndOfTheLogIsAGoodStartAndBeyondItIsAnotherLog() {
    assertThat(plan(FORKS, "dr", Map.of(ONE, new LogBounds(0, 61, 61)), Map.of()).problems())
        .isEmpty();
    assertThat(plan(FORKS, "dr", Map.of(ONE, new LogBounds(0, 60, 60)), Map.of()).problems())
        .containsExactly("t-0 would begin at 61, but its log at dr ends at 60: it is another log");
  }

  @Test
  void whatRetentionHasTakenIsCounted() {
    assertThat(plan(FORKS, "dr", Map.of(ONE, new LogBounds(61, 100, 100)), Map.of()).lost())
        .isEmpty();
    assertThat(plan(FORKS, "dr", Map.of(ONE, new LogBounds(73, 100, 100)), Map.of()).lost())
        .containsExactly(Map.entry(ONE, 12L));
    assertThat(plan(FORKS, "prod", Map.of(ONE, new LogBounds(50, 100, 100)), Map.of()).lost())
        .containsExactly(Map.entry(ONE, 4L));
  }

  @Test
  void aLogThatWasEmptyLosesFromItsFirstRecordOn() {
    ForkPoints empty = forks(null, 0);
    assertThat(plan(empty, "dr", Map.of(ONE, new LogBounds(5, 9, 9)), Map.of()).lost())
        .containsExactly(Map.entry(ONE, 5L));
    // Going on, nothing was there to copy before, whatever the offset at which its log begins.
    assertThat(plan(empty, "prod", Map.of(ONE, new LogBounds(5, 9, 9)), Map.of()).lost()).isEmpty();
  }

  @Test
  void whatIsMissingAfterwardsIsWhatWasAskedForAndIsNotStored() {
    OffsetsPlan plan = plan(FORKS, "dr", Map.of(ONE, LOG, OTHER, LOG), Map.of(ONE, 12L, OTHER, 9L));
    assertThat(plan.missing(Map.of(ONE, 60L, OTHER, 9L)))
        .extracting(OffsetsPlan.Change::partition, OffsetsPlan.Change::after)
        .containsExactly(tuple(OTHER, null));
    assertThat(plan.missing(Map.of(ONE, 60L))).isEmpty();
  }

  private static OffsetsPlan plan(
      ForkPoints forks,
      String source,
      Map<TopicPartition, LogBounds> log,
      Map<TopicPartition, Long> stored) {
    return OffsetsPlan.of(forks, source, false, log, stored);
  }

  private static ForkPoints forks(@Nullable Long copied, long end) {
    List<@Nullable Long> last = new ArrayList<>();
    last.add(copied);
    var topic = new ForkPoints.Topic(last, List.of(end));
    return new ForkPoints("prod", "dr", Instant.EPOCH.toString(), Map.of(ONE.topic(), topic));
  }
}
