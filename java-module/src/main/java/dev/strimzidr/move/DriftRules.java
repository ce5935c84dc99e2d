package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.ACLS_DIFFER;
import static dev.strimzidr.move.FindingReason.CAPACITY_DIFFERS;
import static dev.strimzidr.move.FindingReason.DIFFERENCES_UNKNOWN;
import static dev.strimzidr.move.FindingReason.PARTITIONS_REASSIGNED;
import static dev.strimzidr.move.FindingReason.RECORD_TOO_LARGE;
import static dev.strimzidr.move.FindingReason.SETTINGS_DIFFER;
import static dev.strimzidr.move.FindingReason.SITES_DIFFER;
import static dev.strimzidr.move.FindingReason.TOPICS_DIFFER;
import static dev.strimzidr.move.FindingReason.TOPIC_NOT_WRITABLE;
import static dev.strimzidr.move.FindingReason.USERS_DIFFER;

import java.util.List;
import java.util.Map;

/** What differs between the sites, so that clients would find it otherwise after a move. */
final class DriftRules {
  private static final Map<String, FindingReason> REASONS =
      Map.of(
          "topics", TOPICS_DIFFER,
          "settings", SETTINGS_DIFFER,
          "users", USERS_DIFFER,
          "acls", ACLS_DIFFER);

  /** What is said in words of its own. */
  private static final List<String> SPECIAL =
      List.of("record_limits", "capacity", "not_writable", "reassigned");

  private final Findings findings;
  private final KnownMirror mirror;

  DriftRules(Findings findings, KnownMirror mirror) {
    this.findings = findings;
    this.mirror = mirror;
  }

  void judge(String active, String standby) {
    for (String limit : mirror.differing("record_limits")) {
      findings.red(
          RECORD_TOO_LARGE,
          "a record could come that stops the mirror: " + limit,
          "set max.message.bytes of the topic alike for both sites, and mirror_largest_record; run site.yml");
    }
    for (String lack : mirror.differing("capacity")) {
      findings.amber(
          CAPACITY_DIFFERS,
          lack,
          "see that %s carries the load and keeps records alike; mend it in the inventory, and run site.yml"
              .formatted(standby));
    }
    for (String topic : mirror.differing("not_writable")) {
      findings.red(
          TOPIC_NOT_WRITABLE,
          topic,
          "bring back the brokers of %s: clients could not write there".formatted(standby));
    }
    if (mirror.drift() == null) {
      findings.red(
          DIFFERENCES_UNKNOWN,
          "how %s differs from %s is not known".formatted(standby, active),
          "look at the brokers of both sites");
      return;
    }
    for (String moving : mirror.differing("reassigned")) {
      findings.red(
          PARTITIONS_REASSIGNED,
          moving,
          "wait until that is done: kafka-reassign-partitions.sh --list");
    }
    for (String what : mirror.drift().keySet()) {
      if (!SPECIAL.contains(what)) {
        mirror.differing(what).forEach(difference -> differs(what, difference));
      }
    }
  }

  private void differs(String what, String difference) {
    FindingReason reason = REASONS.getOrDefault(what, SITES_DIFFER);
    findings.add(
        reason == SETTINGS_DIFFER ? Level.AMBER : Level.RED,
        reason,
        "%s differ: %s".formatted(what.replace('_', ' '), difference),
        "declare it in the inventory, and run site.yml");
  }
}
