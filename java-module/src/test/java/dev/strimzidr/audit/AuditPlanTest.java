package dev.strimzidr.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.kafka.LogBounds;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AuditPlanTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final Limits ALL = new Limits(OptionalLong.empty(), Long.MAX_VALUE);

  @Test
  void whatIsCopiedIsReadAndWhatIsNotIsCounted() {
    Comparison comparison = only(plan(log(5, 100, 120), log(0, 80, 80), 60, 60, ALL));
    assertThat(comparison.source()).isEqualTo(new Side(5, 5, 61));
    assertThat(comparison.standby()).isEqualTo(new Side(0, 0, 80));
    assertThat(comparison.behind()).isEqualTo(39);
    assertThat(comparison.limited()).isFalse();
  }

  @Test
  void whileTheMirrorCopiesTheSourceIsReadUpToWhatMayBeCopied() {
    Comparison comparison = only(plan(log(0, 100, 100), log(0, 80, 80), 60, 70, ALL));
    assertThat(comparison.source().end()).isEqualTo(71);
    assertThat(comparison.low()).isEqualTo(60);
  }

  @Test
  void onlySoMuchOfTheEndIsReadAsIsAskedFor() {
    Limits last = new Limits(OptionalLong.empty(), 10);
    Comparison comparison = only(plan(log(0, 100, 100), log(0, 5000, 5000), 60, 60, last));
    assertThat(comparison.source().begin()).isEqualTo(51);
    assertThat(comparison.standby().begin()).isEqualTo(5000 - 10 - 2 - 1000);
    assertThat(comparison.limited()).isTrue();

    // The first young record is at 990, yet the end is looked at in any case.
    Limits since = new Limits(OptionalLong.of(1), Long.MAX_VALUE);
    comparison =
        only(
            plan(
                new PartitionLog.Bounded(new LogBounds(0, 1000, 1000), 990),
                new PartitionLog.Bounded(new LogBounds(0, 2000, 2000), 500),
                999,
                999,
                since));
    assertThat(comparison.source().begin()).isEqualTo(900);
    assertThat(comparison.standby().begin()).isEqualTo(500);
  }

  @Test
  void whatIsNotKnownIsAFinding() {
    assertFinding(plan(log(0, 50, 50), log(0, 80, 80), 60, 60, ALL), Finding.Kind.RECREATED);
    assertFinding(plan(log(0, 100, 100), log(0, 80, 80), 60, 50, ALL), Finding.Kind.UNSETTLED);
    assertFinding(
        plan(log(0, 9_000_000, 9_000_000), log(0, 80, 80), 60, 8_000_000, ALL),
        Finding.Kind.UNSETTLED);
    PartitionLog silent = new PartitionLog.Unusable(Finding.Kind.UNREADABLE, "no answer");
    assertFinding(plan(silent, log(0, 80, 80), 60, 60, ALL), Finding.Kind.UNREADABLE);
    assertFinding(plan(log(0, 80, 80), silent, 60, 60, ALL), Finding.Kind.UNREADABLE);
  }

  @Test
  void aPartitionThatOneSiteLacksIsAFinding() {
    SiteLog two =
        site(Map.of(PARTITION, log(0, 1, 1), new TopicPartition("orders", 1), log(0, 1, 1)));
    SiteLog one = site(Map.of(PARTITION, log(0, 1, 1)));
    Map<TopicPartition, Long> stored = Map.of(PARTITION, 0L);
    AuditPlan plan =
        AuditPlan.of(new Snapshot(two, one, stored, stored, Optional.empty()), ALL, "prod", "dr");
    assertFinding(plan, Finding.Kind.MISSING_PARTITION);
    assertThat(plan.findings().getFirst().text()).isEqualTo("orders-1 is at prod only");
    assertThat(plan.comparisons()).hasSize(1);
  }

  @Test
  void aMirrorThatDoesNotCopyExactlyOnceMayHaveCopiedMoreThanItHasStored() {
    Map<TopicPartition, Long> stored = Map.of(PARTITION, 60L);
    Snapshot snapshot =
        new Snapshot(
            site(Map.of(PARTITION, log(0, 100, 120))),
            site(Map.of(PARTITION, log(0, 80, 80))),
            stored,
            stored,
            Optional.of("the mirror does not copy exactly once"));
    assertThat(only(AuditPlan.of(snapshot, ALL, "prod", "dr")).source().end()).isEqualTo(100);
  }

  private static AuditPlan plan(
      PartitionLog source, PartitionLog standby, long low, long high, Limits limits) {
    return AuditPlan.of(
        new Snapshot(
            site(Map.of(PARTITION, source)),
            site(Map.of(PARTITION, standby)),
            Map.of(PARTITION, low),
            Map.of(PARTITION, high),
            Optional.empty()),
        limits,
        "prod",
        "dr");
  }

  private static SiteLog site(Map<TopicPartition, PartitionLog> partitions) {
    return new SiteLog(Map.of("orders", new SiteLog.Topic(false, false)), partitions);
  }

  private static PartitionLog.Bounded log(long start, long stable, long end) {
    return new PartitionLog.Bounded(new LogBounds(start, stable, end), start);
  }

  private static Comparison only(AuditPlan plan) {
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.comparisons()).hasSize(1);
    return plan.comparisons().getFirst();
  }

  private static void assertFinding(AuditPlan plan, Finding.Kind kind) {
    assertThat(plan.findings()).extracting(Finding::kind).containsExactly(kind);
  }
}
