package dev.strimzidr.move;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A step of a move. The record has it by its word. */
enum Step {
  /** Clients cannot write at the source any more. */
  FENCE_WRITES,
  /** The last record is copied. */
  DRAIN,
  /** The mirror is told to stop; in a failover it is removed. */
  STOP_MIRROR,
  /** Clients cannot read and commit at the source any more. */
  FENCE_READS,
  /** Positions of groups are set at the target. */
  GROUPS,
  /** It is found out where the logs part, once nothing more is copied. */
  FORK_POINTS,
  /** The target is the active site, and lets clients in. */
  OPEN,
  /** A record is written there and read back. */
  PROBE,
  /** The shared name leads there. */
  TRAFFIC,
  /** Records are copied the other way, from where the logs part. */
  REVERSE,
  /** The fence and the mirror are shown to work. */
  VERIFY,
  /** The lost site is closed, if it answers; until it is proven it stands as unfenced. */
  FENCE_OLD,
  /** What was never copied is exported. */
  EXPORT,
  /** Topics that have such records are made anew. */
  SEED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Step> of(String word) {
    return Arrays.stream(values()).filter(step -> step.word().equals(word)).findFirst();
  }
}
