package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveTimesTest {
  private static final Instant START = Instant.parse("2026-11-24T22:00:00Z");
  private static final DrRecord FIRST = DrRecord.first("prod", "dr", START);

  @Test
  void clientsAreKeptOutFromTheFenceToTheOpeningInterruptionsIncluded() {
    DrRecord record = Advance.begin(FIRST, "switchover", "dr", "one run", at(0));
    record = step(record, "fence_writes", 1, Map.of("prod", Access.READ_ONLY));
    // Cut off, and the step is taken again a minute and a half later.
    record = step(record, "fence_writes", 92, Map.of("prod", Access.READ_ONLY));
    record = step(record, "drain", 100, Map.of());
    record = step(record, "fence_reads", 110, Map.of("prod", Access.CLOSED));
    record = step(record, "open", 120, Map.of("dr", Access.OPEN));
    record = step(record, "probe", 124, Map.of());
    Map<String, @Nullable Object> ended = MoveTimes.ended(record.underWay(), at(130));
    assertThat(ended)
        .containsEntry("writes_stopped_seconds", 123.0)
        .containsEntry("reads_stopped_seconds", 14.0)
        .containsEntry("seconds", 130.0);
  }

  @Test
  void aFailoverThatTakesAMoveOverGoesOnCounting() {
    DrRecord record = Advance.begin(FIRST, "switchover", "dr", "one run", at(0));
    record = step(record, "fence_writes", 1, Map.of("prod", Access.READ_ONLY));
    record = Advance.begin(record, Advance.FAILOVER, "dr", "another run", at(60));
    record = step(record, "fence_old", 61, Map.of("prod", Access.CLOSED));
    record = step(record, "open", 70, Map.of("dr", Access.OPEN));
    assertThat(MoveTimes.ended(record.underWay(), at(71)))
        .containsEntry("writes_stopped_seconds", 70.0)
        .containsEntry("reads_stopped_seconds", 10.0);
  }

  @Test
  void whatClocksThatDifferMakeOfItIsNotKnown() {
    DrRecord record = Advance.begin(FIRST, "switchover", "dr", "one run", at(0));
    record = step(record, "fence_reads", 100, Map.of("prod", Access.CLOSED));
    record = step(record, "open", 10, Map.of("dr", Access.OPEN));
    assertThat(MoveTimes.ended(record.underWay(), at(20)))
        .containsEntry("writes_stopped_seconds", null);
    Move rejoin =
        new Move("rejoin", "prod", "dr", "a run", at(0).toString(), List.of(), Outage.NONE);
    assertThat(MoveTimes.ended(rejoin, at(20))).containsEntry("writes_stopped_seconds", null);
  }

  @Test
  void aSiteThatIsJustBeingOpenedIsNotOpenYet() {
    DrRecord record = Advance.begin(FIRST, "switchover", "dr", "one run", at(0));
    record = step(record, "fence_reads", 1, Map.of("prod", Access.CLOSED));
    record = step(record, "open", 2, Map.of("dr", Access.OPEN));
    assertThat(MoveTimes.underWay(record.underWay(), at(3)))
        .containsEntry("opened", null)
        .containsEntry("writes_stopped_seconds", null);
  }

  @Test
  void ofAMoveThatIsUnderWayTheLastStepIsNotDoneAndClientsStillWait() {
    DrRecord record = Advance.begin(FIRST, "switchover", "dr", "one run", at(0));
    record = step(record, "fence_writes", 1, Map.of("prod", Access.READ_ONLY));
    record = step(record, "drain", 3, Map.of());
    Map<String, @Nullable Object> underWay = MoveTimes.underWay(record.underWay(), at(13));
    assertThat(underWay)
        .containsEntry("by", "one run")
        .containsEntry("begun", at(0).toString())
        .containsEntry("ended", null)
        .containsEntry("seconds", 13.0)
        .containsEntry("writes_stopped", at(1).toString())
        .containsEntry("opened", null)
        .containsEntry("writes_stopped_seconds", null);
    assertThat(underWay.get("steps"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .last()
        .isEqualTo(step("drain", at(3), null, 10.0));
    assertThat(MoveTimes.ended(record.underWay(), at(13)).get("steps"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .last()
        .isEqualTo(step("drain", at(3), at(13), 10.0));
  }

  private static Map<String, @Nullable Object> step(
      String name, Instant begun, @Nullable Instant done, double seconds) {
    Map<String, @Nullable Object> step = new HashMap<>();
    step.put("name", name);
    step.put("begun", begun.toString());
    step.put("done", done == null ? null : done.toString());
    step.put("seconds", seconds);
    return step;
  }

  private static DrRecord step(DrRecord before, String step, long at, Map<String, Access> access) {
    Changes changes =
        new Changes(Optional.empty(), access, Optional.empty(), Optional.empty(), Optional.empty());
    return Advance.step(before, step, changes, at(at));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
