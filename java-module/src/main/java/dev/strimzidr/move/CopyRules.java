package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.COPIES_NOT_COMPARED;
import static dev.strimzidr.move.FindingReason.LOST_TO_RETENTION;
import static dev.strimzidr.move.FindingReason.TOPIC_IDS_NOT_KEPT;
import static dev.strimzidr.move.FindingReason.TOPIC_RECREATED;

import dev.strimzidr.move.KnownMirror.Doubt;
import dev.strimzidr.move.KnownMirror.Identity;
import dev.strimzidr.move.KnownMirror.Lag;
import dev.strimzidr.move.KnownMirror.Lost;
import java.util.Objects;

/** Whether what was copied is a copy of the topics that there are. */
final class CopyRules {
  private static final String RUNBOOK = "docs/runbooks/topic-made-again.md";

  private final Findings findings;
  private final KnownMirror mirror;

  CopyRules(Findings findings, KnownMirror mirror) {
    this.findings = findings;
    this.mirror = mirror;
  }

  void judge(Lag lag) {
    for (Lost lost : Known.orEmpty(lag.lostToRetention())) {
      // One offset may be the marker of a transaction.
      findings.add(
          lost.lost() > 1 ? Level.RED : Level.AMBER,
          LOST_TO_RETENTION,
          "retention took %d offsets of %s-%d before they were copied"
              .formatted(lost.lost(), lost.topic(), lost.partition()),
          "they are at neither site any more; playbooks/recopy.yml -e topics=%s copies what there is"
              .formatted(lost.topic()));
    }
    for (Doubt doubt : mirror.doubts()) {
      findings.red(
          TOPIC_RECREATED,
          Objects.requireNonNullElse(doubt.text(), "a topic is not the one that was copied"),
          "playbooks/recopy.yml -e topics=%s copies it anew: %s".formatted(doubt.topic(), RUNBOOK));
    }
    Identity identity = mirror.identity();
    if (identity == null || Boolean.FALSE.equals(identity.known())) {
      findings.amber(
          TOPIC_IDS_NOT_KEPT,
          "to which topics belongs what the mirror has copied is not kept yet",
          "run site.yml or playbooks/verify.yml, which keep it");
    }
    if (identity != null) {
      identity(identity);
    }
  }

  private void identity(Identity identity) {
    long more = Objects.requireNonNullElse(identity.doubted(), 0L) - mirror.doubts().size();
    if (more > 0) {
      findings.red(
          TOPIC_RECREATED,
          "%d more topics are not the ones that were copied".formatted(more),
          RUNBOOK);
    }
    long unread = Objects.requireNonNullElse(identity.unreadPartitions(), 0L);
    if (unread > 0) {
      findings.amber(
          COPIES_NOT_COMPARED,
          "the last copied records of %d partitions could not be compared: %s"
              .formatted(unread, identity.unreadWhy()),
          "look again; a topic that was made again between two looks is found by them");
    }
  }
}
