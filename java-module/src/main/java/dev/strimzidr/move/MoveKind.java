package dev.strimzidr.move;

import static dev.strimzidr.move.Step.DRAIN;
import static dev.strimzidr.move.Step.EXPORT;
import static dev.strimzidr.move.Step.FENCE_OLD;
import static dev.strimzidr.move.Step.FENCE_READS;
import static dev.strimzidr.move.Step.FENCE_WRITES;
import static dev.strimzidr.move.Step.FORK_POINTS;
import static dev.strimzidr.move.Step.GROUPS;
import static dev.strimzidr.move.Step.OPEN;
import static dev.strimzidr.move.Step.PROBE;
import static dev.strimzidr.move.Step.REVERSE;
import static dev.strimzidr.move.Step.SEED;
import static dev.strimzidr.move.Step.STOP_MIRROR;
import static dev.strimzidr.move.Step.TRAFFIC;
import static dev.strimzidr.move.Step.VERIFY;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of moves, with their steps in their order. */
enum MoveKind {
  /** To the standby, while both sites are up. */
  SWITCHOVER,
  /** The same to the home site, when clients are idle. */
  FAILBACK,
  /** To the survivor. The site that was active is lost. */
  FAILOVER,
  /** The site that was lost becomes the standby; clients stay where they are. */
  REJOIN;

  private static final List<Step> PLANNED =
      List.of(
          FENCE_WRITES,
          DRAIN,
          STOP_MIRROR,
          FENCE_READS,
          GROUPS,
          FORK_POINTS,
          OPEN,
          PROBE,
          TRAFFIC,
          REVERSE,
          VERIFY);
  private static final List<Step> LOST =
      List.of(FENCE_OLD, STOP_MIRROR, FORK_POINTS, GROUPS, OPEN, PROBE, TRAFFIC);
  private static final List<Step> BACK = List.of(FENCE_OLD, EXPORT, SEED, REVERSE, VERIFY);

  /** As the record and playbooks call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether both sites take part, so that both have to be well. */
  boolean planned() {
    return this == SWITCHOVER || this == FAILBACK;
  }

  /** Whether it can be undone before the point of no return is begun. */
  boolean undoable() {
    return this != REJOIN;
  }

  /** The step from which on it has to be finished. */
  Step pointOfNoReturn() {
    return this == REJOIN ? SEED : OPEN;
  }

  /** All steps, in their order. */
  List<Step> steps() {
    return switch (this) {
      case SWITCHOVER, FAILBACK -> PLANNED;
      case FAILOVER -> LOST;
      case REJOIN -> BACK;
    };
  }

  static String[] words() {
    return Arrays.stream(values()).map(MoveKind::word).toArray(String[]::new);
  }

  /** One of {@link #words}. */
  static MoveKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
