package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.COPIED_UNKNOWN;
import static dev.strimzidr.move.FindingReason.MIRROR_FAILED;
import static dev.strimzidr.move.FindingReason.MIRROR_LAG;
import static dev.strimzidr.move.FindingReason.NOT_A_COPY;
import static dev.strimzidr.move.FindingReason.TOPIC_RECREATED;

import dev.strimzidr.move.KnownMirror.Doubt;
import dev.strimzidr.record.DrRecord;
import java.util.Objects;

/**
 * Whether the survivor is a copy of the site that is lost. Its figures are for a person to weigh.
 */
final class SurvivorRules {
  private final Findings findings;
  private final Known known;
  private final KnownMirror mirror;

  SurvivorRules(Findings findings, Known known, KnownMirror mirror) {
    this.findings = findings;
    this.known = known;
    this.mirror = mirror;
  }

  void copied() {
    if (!known.parting()) {
      return;
    }
    String target = known.target();
    DrRecord.Mirror recorded = known.record().mirror();
    if (!recorded.to().equals(target) || recorded.state() == DrRecord.State.ABSENT) {
      findings.red(
          NOT_A_COPY,
          "%s is no copy of %s, as nothing is mirrored into it since the last failover"
              .formatted(target, known.source()),
          "playbooks/rejoin.yml makes it one");
    } else if (mirror.forkPoints() == null) {
      findings.red(
          COPIED_UNKNOWN,
          "%s does not say up to where it has copied: %s".formatted(target, mirror.unparted()),
          "look at its brokers, and run this again");
    }
    KnownMirror.Lag lag = mirror.lag();
    Long records = lag == null ? null : lag.lagRecords();
    if (lag != null && records != null && records > 0 && lag.older(known.limits().lagSeconds())) {
      findings.amber(
          MIRROR_LAG,
          "the mirror is %d records behind, which would be left at %s"
              .formatted(records, known.source()),
          "while %s lives, let it catch up".formatted(known.source()));
    }
  }

  /** After what is known of groups. */
  void doubts() {
    if (!known.parting()) {
      return;
    }
    for (Doubt doubt : mirror.doubts()) {
      findings.amber(
          TOPIC_RECREATED,
          Objects.requireNonNullElse(doubt.text(), "a topic is not the one that was copied"),
          "what clients have written to it since is not at %s. While %s lives, playbooks/recopy.yml -e topics=%s"
              .formatted(known.target(), known.source(), doubt.topic()));
    }
    if (mirror.stuck()) {
      findings.amber(
          MIRROR_FAILED,
          "the mirror into %s has failed: %s".formatted(known.target(), mirror.why()),
          "while %s lives: %s".formatted(known.source(), mirror.cure()));
    }
  }
}
