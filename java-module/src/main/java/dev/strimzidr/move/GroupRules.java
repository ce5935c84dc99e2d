package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.GROUPS_NOT_CARRIED;
import static dev.strimzidr.move.FindingReason.GROUP_LEFT_OUT;
import static dev.strimzidr.move.FindingReason.POSITIONS_NEVER_KEPT;
import static dev.strimzidr.move.FindingReason.POSITIONS_UNKNOWN;
import static dev.strimzidr.move.FindingReason.POSITION_LOST;

import dev.strimzidr.move.KnownGroups.LeftOut;
import java.util.Objects;

/** Whether groups go on where they stand. */
final class GroupRules {
  /** So many lost positions are said one by one. */
  private static final int SAID = 20;

  private final Findings findings;

  GroupRules(Findings findings) {
    this.findings = findings;
  }

  /** Of a move that carries all of them exactly. */
  void planned(KnownGroups groups) {
    if (groups.reason() != null || groups.leftOut() == null) {
      findings.red(
          GROUPS_NOT_CARRIED,
          Objects.requireNonNullElse(groups.msg(), "whether groups could be carried is not known"),
          "docs/runbooks/switchover.md, under groups");
    }
    for (LeftOut group : Known.orEmpty(groups.leftOut())) {
      findings.amber(
          GROUP_LEFT_OUT,
          "the %s group %s is not carried: a pattern of the mirror leaves it out"
              .formatted(group.kind(), group.group()),
          "mirror_groups and mirror_groups_exclude say which groups are carried; site.yml tells the mirror");
    }
  }

  /** Of a failover, which has what was kept at the survivor. */
  void failover(KnownGroups groups, String source, String target) {
    if (groups.reason() != null || groups.lost() == null) {
      findings.amber(
          POSITIONS_UNKNOWN,
          "where groups would go on is unknown: "
              + Objects.requireNonNullElse(groups.msg(), "not said"),
          "look at the brokers of %s, and run this again".formatted(target));
    } else if (groups.keptAt() == null) {
      findings.amber(
          POSITIONS_NEVER_KEPT,
          "the positions of groups of %s were never kept at %s: only those that the mirror has written down are known"
              .formatted(source, target),
          "playbooks/verify.yml keeps them");
    }
    for (String lost : Known.orEmpty(groups.lost()).stream().limit(SAID).toList()) {
      findings.amber(
          POSITION_LOST,
          lost,
          "while %s lives, playbooks/verify.yml keeps newer positions".formatted(source));
    }
  }
}
