package dev.strimzidr.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lock.Observation.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a Lease is free, by a clock that the test sets. */
class ObservationTest {
  private static final Duration LEASE = Duration.ofSeconds(20);

  private volatile Instant now = Instant.parse("2026-11-24T22:00:00Z");
  private final InstantSource wall = () -> now;
  private long nanos = Long.MAX_VALUE - 5; // a monotonic clock may overflow
  private final Observation observation =
      new Observation(new Clocks(() -> nanos, wall.withZone(ZoneOffset.UTC)));

  @Test
  void aLeaseIsFreeWhereThereIsNoneAndWhenItWasReleased() {
    assertThat(observation.look(Optional.empty(), true).free()).isTrue();
    assertThat(look(state("1", "", "a")).free()).isTrue();
  }

  @Test
  void aLeaseIsFreeWhenItWasNotRenewedForOneWholeLease() {
    Verdict first = look(state("1", "other", "a"));
    assertThat(first.free()).isFalse();
    assertThat(first.left()).isEqualTo(LEASE);
    pass(19);
    Verdict late = look(state("1", "other", "a"));
    assertThat(late.free()).isFalse();
    assertThat(late.unrenewed()).isEqualTo(Duration.ofSeconds(19));
    assertThat(late.left()).isEqualTo(Duration.ofSeconds(1));
    pass(1);
    Verdict end = look(state("1", "other", "a"));
    assertThat(end.free()).isTrue();
    assertThat(end.atWork()).isFalse();
  }

  @Test
  void aRenewalBeginsTheTimeAnewAndShowsTheHolderAtWork() {
    look(state("1", "other", "a"));
    pass(19);
    Verdict renewed = look(state("2", "other", "b"));
    assertThat(renewed.atWork()).isTrue();
    assertThat(renewed.left()).isEqualTo(LEASE);
  }

  @Test
  void aRenewalBeforeTheWaitDoesNotShowTheHolderAtWork() {
    observation.look(Optional.of(state("1", "other", "a")), false);
    pass(5);
    Verdict begun = look(state("2", "other", "b"));
    assertThat(begun.atWork()).isFalse();
    assertThat(begun.left()).isEqualTo(LEASE);
  }

  @Test
  void theTimeSinceAnEarlierLookCounts() {
    observation.look(Optional.of(state("1", "other", "a")), false);
    pass(15);
    assertThat(look(state("1", "other", "a")).left()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anyOtherWriteBeginsTheTimeAnewAndShowsNothing() {
    look(state("1", "other", "a"));
    pass(19);
    Verdict labelled = look(state("2", "other", "a"));
    assertThat(labelled.atWork()).isFalse();
    assertThat(labelled.left()).isEqualTo(LEASE);
  }

  @Test
  void anotherHolderIsAtWork() {
    look(state("1", "other", "a"));
    pass(3);
    now = now.plusSeconds(3);
    Verdict third = look(state("2", "third", "b"));
    assertThat(third.atWork()).isTrue();
    assertThat(third.since()).isEqualTo(now);
  }

  @Test
  void neitherTheWallClockHereNorThatOfTheHolderCounts() {
    look(state("1", "other", "1999-01-01T00:00:00.000000Z"));
    now = now.plus(Duration.ofHours(1));
    assertThat(look(state("1", "other", "1999-01-01T00:00:00.000000Z")).free()).isFalse();
    now = now.minus(Duration.ofHours(2));
    pass(20);
    assertThat(look(state("1", "other", "1999-01-01T00:00:00.000000Z")).free()).isTrue();
  }

  private Verdict look(LeaseState state) {
    return observation.look(Optional.of(state), true);
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  private static LeaseState state(String version, String holder, String renewed) {
    return new LeaseState(version, holder, LEASE, renewed, 0);
  }
}
