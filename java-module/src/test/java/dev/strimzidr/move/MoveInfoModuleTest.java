package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.module.ModuleFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoveInfoModuleTest {
  @Test
  void anAnswerOfAnotherModuleIsRefusedByItsOption() {
    assertThatThrownBy(
            () -> GoodPair.of(MoveKind.SWITCHOVER).with("facts/mirror/lag", "[1, 2]").judge())
        .isInstanceOf(ModuleFailure.class)
        .hasMessageStartingWith("option facts.mirror is not what a module has answered: ");
    assertThatThrownBy(
            () -> GoodPair.of(MoveKind.SWITCHOVER).with("record", "{active: prod}").judge())
        .isInstanceOf(ModuleFailure.class)
        .hasMessageStartingWith("option record is not what a module has answered: ");
  }

  @Test
  void aPairHasTwoSites() {
    assertThatThrownBy(() -> GoodPair.of(MoveKind.SWITCHOVER).with("sites", "[prod]").judge())
        .isInstanceOf(ModuleFailure.class)
        .hasMessage("option sites: given is [prod], allowed are the names of the two sites");
  }

  @Test
  void whatIsRedIsAnObstacleAndWhatIsAmberIsNone() {
    GoodPair pair =
        GoodPair.of(MoveKind.SWITCHOVER)
            .with("holders", "{prod: run 1}")
            .with("record/unfenced", "[dr]");

    assertThat(pair.judge().get("obstacles")).isEqualTo(List.of("dr is written down as unfenced"));
    assertThat(pair.judge().get("able")).isEqualTo(false);
    assertThat(pair.with("record/unfenced", "[]").judge().get("able")).isEqualTo(true);
  }

  @Test
  void clientsAtWorkAreReturnedWhereTheyHaveToBeIdle() {
    GoodPair pair = GoodPair.of(MoveKind.FAILBACK).with("facts/idle/busy", "[group a has members]");

    assertThat(pair.judge().get("busy")).isEqualTo(List.of("group a has members"));
    assertThat(pair.with("facts/idle_wanted", "false").judge().get("busy")).isEqualTo(List.of());
  }

  @Test
  void thePlanSaysWhatIsDoneAndUpToWhereThereIsAWayBack() {
    Object plan =
        GoodPair.of(MoveKind.SWITCHOVER)
            .underWay("switchover", "dr", List.of("fence_writes", "drain"))
            .judge()
            .get("plan");

    assertThat(plan)
        .asString()
        .contains("fence_writes", "state=done", "state=begun", "state=to_come");
  }
}
