package dev.strimzidr.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.GroupKind;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.mirror.KeptPositions.Kept;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was kept was taken at 10:00. */
class LastKnownTest {
  private static final Instant TAKEN = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void oneAloneIsAllThatIsKnown() {
    assertThat(LastKnown.of(written(40, 4, 0), null, null))
        .isEqualTo(new LastKnown(GroupKind.CLASSIC, Position.at(40), 4L, null, false));
    assertThat(LastKnown.of(null, kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(50), null, null, false));
  }

  @Test
  void theFurtherPositionIsTakenWithTheTranslationThatIsNeverTooLateForIt() {
    assertThat(LastKnown.of(written(40, 4, -3600), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(50), 4L, null, false));
    assertThat(LastKnown.of(written(60, 6, 3600), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(60), 6L, null, false));
  }

  @Test
  void whoWasSetBackSinceIsSetBack() {
    assertThat(LastKnown.of(written(60, 6, -3600), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(50), null, null, true));
    assertThat(LastKnown.of(written(40, 4, 3600), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(40), 4L, null, true));
  }

  @Test
  void withinTheDoubtOfClocksNobodyIsTakenToBeSetBack() {
    assertThat(LastKnown.of(written(60, 6, -30), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(60), 6L, null, false));
    assertThat(LastKnown.of(written(40, 4, 30), kept(50), TAKEN))
        .isEqualTo(new LastKnown(GroupKind.STREAMS, Position.at(50), 4L, null, false));
  }

  private static Checkpoints.Written written(long source, long target, int secondsLater) {
    return new Checkpoints.Written(
        source, target, "", TAKEN.plusSeconds(secondsLater).toEpochMilli());
  }

  private static Kept kept(long offset) {
    return new Kept(GroupKind.STREAMS, Position.at(offset), "id", null);
  }
}
