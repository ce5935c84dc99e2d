package dev.strimzidr.move;

import java.util.List;

/** The names of the steps of a planned move that one call takes. */
final class PlannedSteps {
  static final String FENCE_WRITES = "fence_writes";
  static final String DRAIN = "drain";
  static final String STOP_MIRROR = "stop_mirror";
  static final String FENCE_READS = "fence_reads";
  static final String GROUPS = "groups";
  static final String FORK_POINTS = "fork_points";
  static final String OPEN = "open";
  static final String PROBE = "probe";
  static final String TRAFFIC = "traffic";

  /** In their order. */
  static final List<String> ALL =
      List.of(
          FENCE_WRITES, DRAIN, STOP_MIRROR, FENCE_READS, GROUPS, FORK_POINTS, OPEN, PROBE, TRAFFIC);

  private PlannedSteps() {}
}
