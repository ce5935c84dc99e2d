package dev.strimzidr.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.record.Move;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No plan breaks a rule of moves, whatever its journal says. */
class PlanTest {
  private static final int JOURNALS = 5_000;
  private static final List<MoveKind> KINDS = List.of(MoveKind.values());

  @Test
  void noPlanBreaksARule() {
    long seed = Long.getLong("plan.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int at = 0; at < JOURNALS; at++) {
      MoveKind kind = KINDS.get(random.nextInt(KINDS.size()));
      List<String> journal = journal(kind, random);
      Plan plan = Plan.of(kind, "dr", Optional.of(move(kind, journal, random.nextBoolean())));
      String as = "%s after %s, seed %d".formatted(kind.word(), journal, seed);
      if (plan.gap().isEmpty()) {
        keepsTheRules(kind, plan, as);
      } else {
        assertThat(journal).as(as).doesNotContain(plan.gap().get().word()).isNotEmpty();
      }
    }
  }

  @Test
  void aMoveOfAnotherKindOrToAnotherSiteHasDoneNothingOfThisOne() {
    Move move = move(MoveKind.SWITCHOVER, List.of("fence_writes", "drain"), true);

    assertThat(Plan.of(MoveKind.FAILOVER, "dr", Optional.of(move)).left())
        .isEqualTo(MoveKind.FAILOVER.steps());
    assertThat(Plan.of(MoveKind.SWITCHOVER, "prod", Optional.of(move)).left())
        .isEqualTo(MoveKind.SWITCHOVER.steps());
  }

  private static void keepsTheRules(MoveKind kind, Plan plan, String as) {
    List<PlannedStep> steps = plan.steps();
    assertThat(steps.stream().map(PlannedStep::step)).as(as).isEqualTo(kind.steps());
    Set<Step> taken = EnumSet.noneOf(Step.class);
    steps.stream()
        .filter(step -> step.state() == PlannedStep.State.DONE)
        .forEach(step -> taken.add(step.step()));
    for (Step step : plan.left()) {
      assertThat(taken).as(as + ", before " + step).containsAll(before(kind, step));
      taken.add(step);
    }
    assertThat(taken).as(as).containsExactlyInAnyOrderElementsOf(kind.steps());
    boolean open = false;
    for (PlannedStep step : steps) {
      open |= step.pointOfNoReturn();
      assertThat(step.undoable()).as(as).isEqualTo(!open && kind != MoveKind.REJOIN);
    }
  }

  /** The rules that nothing may break, as what has to be done before a step. */
  private static List<Step> before(MoveKind kind, Step step) {
    boolean planned = kind.planned();
    return switch (step) {
      case DRAIN -> List.of(Step.FENCE_WRITES);
      case GROUPS -> planned ? List.of(Step.FENCE_READS, Step.DRAIN) : List.of(Step.FORK_POINTS);
      case FORK_POINTS ->
          planned ? List.of(Step.DRAIN, Step.STOP_MIRROR) : List.of(Step.STOP_MIRROR);
      case OPEN ->
          planned
              ? List.of(Step.FENCE_WRITES, Step.FENCE_READS, Step.GROUPS, Step.FORK_POINTS)
              : List.of(Step.FENCE_OLD, Step.FORK_POINTS, Step.GROUPS);
      case TRAFFIC -> List.of(Step.OPEN, Step.PROBE);
      case REVERSE ->
          planned
              ? List.of(Step.STOP_MIRROR, Step.FORK_POINTS, Step.OPEN)
              : List.of(Step.FENCE_OLD, Step.EXPORT, Step.SEED);
      case SEED -> List.of(Step.FENCE_OLD, Step.EXPORT);
      case EXPORT -> List.of(Step.FENCE_OLD);
      default -> List.of();
    };
  }

  /** Mostly as the steps write it, at times with steps that lack, are repeated or are of nobody. */
  private static List<String> journal(MoveKind kind, Random random) {
    List<Step> all = kind.steps();
    List<String> journal =
        new ArrayList<>(
            all.subList(0, random.nextInt(all.size() + 1)).stream().map(Step::word).toList());
    if (random.nextInt(3) == 0 && !journal.isEmpty()) {
      String moved = journal.remove(random.nextInt(journal.size()));
      if (random.nextBoolean()) {
        journal.add(moved);
      }
    }
    if (random.nextInt(5) == 0) {
      journal.add("of_nobody");
    }
    return journal;
  }

  private static Move move(MoveKind kind, List<String> journal, boolean cutOff) {
    List<Move.Step> steps = new ArrayList<>();
    for (String name : journal) {
      boolean last = steps.size() == journal.size() - 1;
      steps.add(
          new Move.Step(
              name, "2026-11-24T22:03:15Z", last && cutOff ? null : "2026-11-24T22:03:16Z"));
    }
    return new Move(
        kind.word(),
        "prod",
        "dr",
        "me",
        "2026-11-24T22:03:15Z",
        steps,
        new dev.strimzidr.record.Outage(null, null));
  }
}
