package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordPlanTest {
  @Test
  void aPairThatNeverHadARecordIsNew() {
    RecordPlan.Verdict verdict =
        RecordPlan.judge(
            List.of(new RecordAt.Missing("prod", false), new RecordAt.Missing("dr", false)));
    assertThat(verdict.record()).isEmpty();
  }

  @Test
  void theHigherEpochWinsAndTheOtherSiteIsToldOfIt() {
    RecordPlan.Verdict verdict =
        RecordPlan.judge(List.of(present("prod", 1, "prod"), present("dr", 2, "dr")));
    assertThat(verdict.record().orElseThrow().active()).isEqualTo("dr");
    assertThat(verdict.behind()).containsExactly("prod");
  }

  @Test
  void aSiteThatLacksItIsToldOfIt() {
    RecordPlan.Verdict verdict =
        RecordPlan.judge(List.of(present("prod", 3, "dr"), new RecordAt.Missing("dr", true)));
    assertThat(verdict.record().orElseThrow().epoch()).isEqualTo(3);
    assertThat(verdict.behind()).containsExactly("dr");
  }

  @Test
  void oneSiteIsEnoughWhenTheOtherIsDead() {
    RecordPlan.Verdict verdict =
        RecordPlan.judge(List.of(present("dr", 2, "dr"), new RecordAt.Silent("prod", "timeout")));
    assertThat(verdict.record().orElseThrow().active()).isEqualTo("dr");
    assertThat(verdict.behind()).isEmpty();
  }

  @Test
  void twoOfOneEpochThatContradictEachOtherStopEverything() {
    assertThatThrownBy(
            () -> RecordPlan.judge(List.of(present("prod", 2, "prod"), present("dr", 2, "dr"))))
        .hasMessageContaining("contradict each other: at epoch 2, revision 1");
  }

  @Test
  void aRecordThatCannotBeReadStopsEverything() {
    assertThatThrownBy(() ->
            RecordPlan.judge(
                List.of(present("prod", 1, "prod"), new RecordAt.Unreadable("dr", "not JSON"))))
        .hasMessageContaining("The record at dr cannot be read: not JSON");
  }

  @Test
  void anOperatorMaySayWhoIsActiveOnlyWhenBothSitesAnswerThatTheyHaveNoRecord() {
    RecordAt.Missing missing = new RecordAt.Missing("prod", true);

    assertThat(RecordPlan.lost(List.of(missing, new RecordAt.Missing("dr", true)))).isTrue();
    assertThat(RecordPlan.lost(List.of(missing, present("dr", 2, "dr")))).isFalse();
    assertThatThrownBy(
            () -> RecordPlan.lost(List.of(missing, new RecordAt.Silent("dr", "timeout"))))
        .hasMessageContaining("dr cannot be asked whether it has one (timeout)");
    assertThatThrownBy(
            () -> RecordPlan.lost(List.of(missing, new RecordAt.Unreadable("dr", "not JSON"))))
        .hasMessageContaining("The record at dr cannot be read");
  }

  @Test
  void noRecordButAKafkaClusterIsNotAFirstRollout() {
    assertThatThrownBy(() ->
            RecordPlan.judge(
                List.of(new RecordAt.Missing("prod", true), new RecordAt.Missing("dr", false))))
        .hasMessageContaining("record_restore_active");
  }

  @Test
  void noRecordAndASiteThatIsSilentIsUnknown() {
    assertThatThrownBy(() ->
            RecordPlan.judge(
                List.of(new RecordAt.Missing("prod", false), new RecordAt.Silent("dr", "timeout"))))
        .hasMessageContaining("dr cannot be asked");
  }

  private static RecordAt present(String site, long epoch, String active) {
    DrRecord first = DrRecord.first(active, "x", Instant.EPOCH);
    return new RecordAt.Present(
        site,
        new DrRecord(
            DrRecord.FORMAT,
            epoch,
            1,
            active,
            DrRecord.STEADY,
            first.access(),
            List.of(),
            first.mirror(),
            null,
            null,
            List.of(),
            Map.of()),
        "1");
  }
}
