package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.Move;
import dev.strimzidr.record.Outage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open      | closed | Clients work at prod as before                               | undoes the switchover
          read_only | closed | Clients can read at prod, and write nowhere                  | undoes the switchover
          closed    | closed | Clients can neither write nor read                           | undoes the switchover
          closed    | open   | dr is open to clients, and their name may lead to prod still | There is no way back
          """)
  void saysWhatClientsCanDoAndWhichCommandGoesOn(
      String prod, String dr, String clients, String commands) {
    String message =
        situation(prod, dr, List.of("drain"))
            .told(new ModuleFailure(Reason.TIMEOUT, "It took too long."))
            .message();
    assertThat(message.lines().toList())
        .hasSize(3)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo("In the step drain of the switchover to dr: It took too long."),
            second -> assertThat(second).isEqualTo(clients + "."),
            third -> assertThat(third).contains("The same command goes on", commands));
  }

  @Test
  void aSiteThatIsLostServesNobody() {
    String message =
        situation("failover", "closed", "closed", List.of("groups"))
            .told(new ModuleFailure(Reason.TIMEOUT, "slow"))
            .message();
    assertThat(message.lines())
        .containsExactly(
            "In the step groups of the failover to dr: slow.",
            "Nobody may write at dr yet, and prod is taken for lost.",
            "The same command goes on; with -e abort=true it undoes the failover, once prod answers.");
  }

  @Test
  void beforeTheFirstStepItSaysSo() {
    assertThat(
            situation("open", "closed", List.of())
                .told(new ModuleFailure(Reason.TIMEOUT, "slow"))
                .message())
        .startsWith("Before the first step of the switchover to dr: slow.");
  }

  /** Another run is at work then: what this one has read is of no use. */
  @Test
  void whoHasLostTheLockSaysNothingOfTheMove() {
    ModuleFailure lost = new ModuleFailure(Reason.LOCK_LOST, "This run has lost the lock");
    assertThat(situation("open", "closed", List.of()).told(lost)).isSameAs(lost);
  }

  private static Situation situation(String prod, String dr, List<String> steps) {
    return situation("switchover", prod, dr, steps);
  }

  private static Situation situation(String kind, String prod, String dr, List<String> steps) {
    Instant now = Instant.parse("2026-01-31T03:00:00Z");
    DrRecord first = DrRecord.first("prod", "dr", now);
    Move move =
        new Move(
            kind,
            "prod",
            "dr",
            "somebody",
            now.toString(),
            steps.stream().map(name -> new Move.Step(name, now.toString(), null)).toList(),
            new Outage(null, null));
    DrRecord record =
        new DrRecord(
            DrRecord.FORMAT,
            1,
            1,
            "prod",
            kind,
            Map.of("prod", Access.of(prod), "dr", Access.of(dr)),
            List.of(),
            first.mirror(),
            null,
            move,
            first.history(),
            Map.of());
    return new Situation(record, move);
  }
}
