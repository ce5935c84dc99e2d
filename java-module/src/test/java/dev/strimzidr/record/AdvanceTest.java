package dev.strimzidr.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.record.DrRecord.Mirror;
import dev.strimzidr.record.DrRecord.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules that no step breaks. */
class AdvanceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T22:00:00Z");
  private static final DrRecord FIRST = DrRecord.first("prod", "dr", NOW);
  private static final ForkPoints FORK = new ForkPoints("prod", "dr", NOW.toString(), Map.of());

  @Test
  void aSwitchoverGoesItsWay() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    assertThat(record.phase()).isEqualTo("switchover");
    assertThat(record.epoch()).isEqualTo(1);
    record = step(record, "fence_writes", access("prod", Access.READ_ONLY));
    record = step(record, "fence_reads", access("prod", Access.CLOSED));
    record = step(record, "stop_mirror", mirror("prod", "dr", State.STOPPED));
    record = step(record, "fork_points", fork());
    record = step(record, "open", opening("dr"));
    assertThat(record.epoch()).isEqualTo(2);
    assertThat(record.active()).isEqualTo("dr");
    record = step(record, "reverse", mirror("dr", "prod", State.RUNNING));
    assertThat(record.underWay().done("open")).isTrue();
    assertThat(record.underWay().done("reverse")).isFalse();
    DrRecord end = Advance.finish(record, "switchover to dr", Changes.NONE, NOW);
    assertThat(end.move()).isNull();
    assertThat(end.phase()).isEqualTo("steady");
    assertThat(end.history().getLast().why()).isEqualTo("switchover to dr");
    assertThat(end.revision()).isEqualTo(9);
  }

  @Test
  void theSameMoveGoesOnAndAnotherIsRefused() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    assertThat(begin(record, "switchover", "dr")).isSameAs(record);
    assertThatThrownBy(() -> begin(record, "failback", "dr"))
        .hasMessageContaining("a switchover to dr is under way since 2026-11-24T22:00:00Z")
        .hasMessageContaining("playbooks/switchover.yml");
    assertThat(begin(record, "failover", "dr").epoch()).isEqualTo(2);
  }

  @Test
  void aFailoverGoesOnWithTheSiteThatAMoveWhichWasCutOffHasOpened() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    record = step(record, "fence_reads", access("prod", Access.CLOSED));
    record = step(record, "stop_mirror", mirror("prod", "dr", State.STOPPED));
    record = step(record, "open", opening("dr"));
    record = begin(record, "failover", "dr");
    assertThat(record.epoch()).isEqualTo(3);
    assertThat(record.underWay().from()).isEqualTo("prod");
    assertThat(record.underWay().steps()).isEmpty();
  }

  @Test
  void aMoveToTheActiveSiteLeadsNowhere() {
    assertThatThrownBy(() -> begin(FIRST, "switchover", "prod"))
        .hasMessageContaining("prod is the active site already");
    assertThatThrownBy(() -> begin(FIRST, "failover", "prod"))
        .hasMessageContaining("prod is the active site already");
    assertThatThrownBy(() -> begin(FIRST, "rejoin", "dr"))
        .hasMessageContaining("dr is not the active site");
  }

  @Test
  void aMoveThatCannotBeUndoneIsNotSaidToBe() {
    DrRecord open = begin(FIRST, "failover", "dr");
    open = step(open, "fence_old", access("prod", Access.CLOSED));
    open = step(open, "stop_mirror", mirror("prod", "dr", State.STOPPED));
    DrRecord parted =
        Advance.finish(step(open, "open", opening("dr")), "failover", Changes.NONE, NOW);
    assertThatThrownBy(() -> begin(begin(parted, "rejoin", "dr"), "failback", "prod"))
        .hasMessageContaining("Finish it with playbooks/rejoin.yml")
        .hasMessageNotContaining("abort");
    assertThatThrownBy(() -> begin(begin(FIRST, "switchover", "dr"), "failback", "prod"))
        .hasMessageContaining("-e abort=true");
  }

  @Test
  void anEarlierStepThatIsTakenAgainDoesNotMakeOneDoneThatWasCutOff() {
    DrRecord record = begin(FIRST, "failover", "dr");
    record = step(record, "fence_old", access("prod", Access.CLOSED));
    record = step(record, "stop_mirror", mirror("prod", "dr", State.STOPPED));
    record = step(record, "fence_old", access("prod", Access.CLOSED));
    assertThat(record.underWay().begun("stop_mirror")).isFalse();
    assertThat(record.underWay().done("fence_old")).isFalse();
    record = step(record, "stop_mirror", mirror("prod", "dr", State.STOPPED));
    assertThat(record.underWay().done("fence_old")).isTrue();
  }

  @Test
  void aStepThatIsRepeatedStandsOnceInTheJournal() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    record = step(record, "fence_writes", access("prod", Access.READ_ONLY));
    record = step(record, "fence_writes", access("prod", Access.READ_ONLY));
    assertThat(record.underWay().steps()).hasSize(1);
    assertThat(record.underWay().done("fence_writes")).isFalse();
  }

  @Test
  void aSiteIsNotOpenedWhileTheOtherIsOpen() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    assertThatThrownBy(() -> step(record, "open", access("dr", Access.OPEN)))
        .hasMessageContaining("dr cannot be opened while clients may write at prod");
  }

  @Test
  void aSiteIsNotOpenedInTheStepThatClosesTheOther() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    Changes both =
        new Changes(
            Optional.of("dr"),
            Map.of("prod", Access.CLOSED, "dr", Access.OPEN),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> step(record, "open", both))
        .hasMessageContaining("dr cannot be opened while clients may write at prod");
  }

  @Test
  void aClosedSiteIsNotActive() {
    DrRecord record = begin(FIRST, "switchover", "dr");
    Changes active =
        new Changes(
            Optional.of("dr"), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> step(record, "open", active))
        .hasMessageContaining("dr cannot be active while it is closed");
  }

  @Test
  void theMirrorIsNotTurnedRoundWhileItRuns() {
    DrRecord record = closed();
    assertThatThrownBy(() -> step(record, "reverse", mirror("dr", "prod", State.STOPPED)))
        .hasMessageContaining("from dr to prod while those from prod to dr are");
  }

  @Test
  void theMirrorIsNotTurnedRoundWithoutForkPoints() {
    DrRecord record = step(closed(), "stop", mirror("prod", "dr", State.STOPPED));
    assertThatThrownBy(() -> step(record, "reverse", mirror("dr", "prod", State.STOPPED)))
        .hasMessageContaining("no fork points from which to copy from dr to prod");
  }

  @Test
  void nothingIsCopiedIntoTheActiveSite() {
    DrRecord record = step(closed(), "stop", mirror("prod", "dr", State.STOPPED));
    DrRecord known = step(record, "fork_points", fork());
    assertThatThrownBy(() -> step(known, "reverse", mirror("dr", "prod", State.RUNNING)))
        .hasMessageContaining("into prod, the active site");
  }

  @Test
  void forkPointsAreTakenWhenTheMirrorIsStopped() {
    assertThatThrownBy(() -> step(closed(), "fork_points", fork()))
        .hasMessageContaining("taken when the mirror is stopped");
  }

  @Test
  void anAbortedMoveLeavesEverythingAsItWas() {
    DrRecord record = step(closed(), "stop", mirror("prod", "dr", State.STOPPED));
    Changes undo =
        new Changes(
            Optional.empty(),
            Map.of("prod", Access.OPEN),
            Optional.empty(),
            Optional.of(new Mirror("prod", "dr", State.RUNNING)),
            Optional.empty());
    DrRecord end = Advance.finish(step(record, "abort", undo), "aborted", Changes.NONE, NOW);
    assertThat(end.access()).isEqualTo(FIRST.access());
    assertThat(end.mirror()).isEqualTo(FIRST.mirror());
    assertThat(end.epoch()).isEqualTo(1);
  }

  private static DrRecord closed() {
    return step(begin(FIRST, "switchover", "dr"), "fence_reads", access("prod", Access.CLOSED));
  }

  private static DrRecord begin(DrRecord record, String kind, String to) {
    return Advance.begin(record, kind, to, "admin@bastion", NOW);
  }

  private static DrRecord step(DrRecord record, String name, Changes changes) {
    return Advance.step(record, name, changes, NOW);
  }

  private static Changes access(String site, Access level) {
    return new Changes(
        Optional.empty(),
        Map.of(site, level),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Changes opening(String site) {
    return new Changes(
        Optional.of(site),
        Map.of(site, Access.OPEN),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Changes mirror(String from, String to, State state) {
    return new Changes(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.of(new Mirror(from, to, state)),
        Optional.empty());
  }

  private static Changes fork() {
    return new Changes(
        Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.of(FORK));
  }
}
