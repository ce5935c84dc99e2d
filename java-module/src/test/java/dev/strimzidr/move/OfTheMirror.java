package dev.strimzidr.move;

import static dev.strimzidr.move.OfASite.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What may be wrong with the mirror, with what it has copied, and with groups. */
final class OfTheMirror {
  private static final String MIRROR = "facts/mirror";
  private static final String LAG = MIRROR + "/lag";
  private static final String DOUBTS = MIRROR + "/identity/doubts";
  private static final String DRIFT = MIRROR + "/drift";

  private OfTheMirror() {}

  static Stream<Arguments> planned() {
    return Stream.of(
        row(MIRROR, "absent", "red mirror_unknown"),
        row(MIRROR + "/found", "absent", "red mirror_unknown"),
        row(LAG, "absent", "red mirror_unknown"),
        row(MIRROR + "/running", "false", "red mirror_not_running"),
        row(MIRROR + "/running", "absent", "red mirror_not_running"),
        row(
            MIRROR + "/restarts",
            "[{connector: c, count: 2, last: now}]",
            "amber connector_restarted"),
        row(LAG, "{why: nobody answers}", "red lag_unknown"),
        row(LAG, "{}", "red lag_unknown"),
        row(LAG + "/lag_records", "null", "red lag_unknown"),
        row(LAG + "/unknown_partitions", "1", "red lag_unknown"),
        row(LAG + "/lag_seconds", "60.1", "red mirror_lag"),
        row(LAG + "/lag_seconds", "null", "red mirror_lag"),
        row(
            LAG + "/lost_to_retention",
            "[{topic: t, partition: 0, lost: 2}]",
            "red lost_to_retention"),
        row(
            LAG + "/lost_to_retention",
            "[{topic: t, partition: 0, lost: 1}]",
            "amber lost_to_retention"),
        row(DOUBTS, "[{topic: t, text: t was made again}]", "red topic_recreated"),
        row(MIRROR + "/identity/doubted", "1", "red topic_recreated"),
        row(MIRROR + "/identity/known", "false", "amber topic_ids_not_kept"),
        row(MIRROR + "/identity", "absent", "amber topic_ids_not_kept"),
        row(MIRROR + "/identity/unread_partitions", "2", "amber copies_not_compared"),
        row("facts/stopped", "{msg: forbidden}", "red mirror_not_stoppable"),
        row("facts/stopped", "absent", "red mirror_not_stoppable"),
        row("facts/groups", "{reason: conflict, msg: g has members}", "red groups_not_carried"),
        row("facts/groups", "{reason: conflict, left_out: []}", "red groups_not_carried"),
        row("facts/groups", "absent", "red groups_not_carried"),
        row("facts/groups/left_out", "[{group: g, kind: classic}]", "amber group_left_out"));
  }

  static Stream<Arguments> drift() {
    return Stream.of(
        row(DRIFT, "absent", "red differences_unknown"),
        row(DRIFT + "/topics", "[a]", "red topics_differ"),
        row(DRIFT + "/settings", "[a]", "amber settings_differ"),
        row(DRIFT + "/users", "[a]", "red users_differ"),
        row(DRIFT + "/acls", "[a]", "red acls_differ"),
        row(DRIFT + "/of_another_version", "[a]", "red sites_differ"),
        row(DRIFT + "/capacity", "[a]", "amber capacity_differs"),
        row(DRIFT + "/not_writable", "[a]", "red topic_not_writable"),
        row(DRIFT + "/reassigned", "[a]", "red partitions_reassigned"),
        row(DRIFT + "/record_limits", "[a]", "red record_too_large"));
  }

  static Stream<Arguments> failover() {
    return Stream.of(
        row("record/mirror/to", "prod", "red not_a_copy"),
        row("record/mirror", "{from: prod, to: dr, state: absent}", "red not_a_copy"),
        row(MIRROR + "/fork_points", "absent", "red copied_unknown"),
        row(LAG + "/lag_seconds", "60.1", "amber mirror_lag"),
        row(LAG + "/lag_seconds", "null", "amber mirror_lag"),
        row(DOUBTS, "[{topic: t, text: t was made again}]", "amber topic_recreated"),
        row(MIRROR + "/stuck", "true", "amber mirror_failed"),
        row("facts/groups", "{reason: timeout, msg: late}", "amber positions_unknown"),
        row("facts/groups/lost", "absent", "amber positions_unknown"),
        row("facts/groups/kept_at", "null", "amber positions_never_kept"),
        row("facts/groups/lost", "[the place of g is lost]", "amber position_lost"));
  }
}
