package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.CONNECTOR_RESTARTED;
import static dev.strimzidr.move.FindingReason.LAG_UNKNOWN;
import static dev.strimzidr.move.FindingReason.MIRROR_LAG;
import static dev.strimzidr.move.FindingReason.MIRROR_NOT_RUNNING;
import static dev.strimzidr.move.FindingReason.MIRROR_NOT_STOPPABLE;
import static dev.strimzidr.move.FindingReason.MIRROR_UNKNOWN;

import dev.strimzidr.move.KnownMirror.Lag;
import dev.strimzidr.move.KnownMirror.Restart;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the mirror has copied what a planned move takes along, and can be stopped. */
final class MirrorRules {
  private final Findings findings;
  private final Known known;
  private final Facts facts;

  MirrorRules(Findings findings, Known known, Facts facts) {
    this.findings = findings;
    this.known = known;
    this.facts = facts;
  }

  void judge(String active, String standby) {
    if (copying(standby)) {
      new DriftRules(findings, facts.mirror()).judge(active, standby);
      new GroupRules(findings).planned(facts.groups().orElse(KnownGroups.UNKNOWN));
    }
  }

  /** Whether and what it copies; false where nothing is known of it. */
  boolean copying(String standby) {
    KnownMirror mirror = facts.mirror();
    Lag lag = mirror.lag();
    if (!mirror.found() || lag == null) {
      findings.red(
          MIRROR_UNKNOWN,
          "the mirror into %s is unknown: %s"
              .formatted(standby, either(mirror.why(), either(mirror.msg(), "not known"))),
          "run site.yml");
      return false;
    }
    if (!mirror.running()) {
      findings.red(
          MIRROR_NOT_RUNNING,
          "the mirror into %s does not run: %s"
              .formatted(standby, either(mirror.why(), "not known")),
          either(
              mirror.cure(), "run site.yml, or look at its connectors with playbooks/status.yml"));
    }
    for (Restart restart : Known.orEmpty(mirror.restarts())) {
      findings.amber(
          CONNECTOR_RESTARTED,
          "the connector %s failed, and was restarted %d times, last at %s"
              .formatted(restart.connector(), restart.count(), restart.last()),
          "wait until it has run for a while; Strimzi forgets it then. The log of the mirror has why");
    }
    lag(lag);
    new CopyRules(findings, mirror).judge(lag);
    return true;
  }

  void stoppable(String standby) {
    if (facts.stopped().connectors() == null) {
      findings.red(
          MIRROR_NOT_STOPPABLE,
          "the mirror into %s could not be stopped: %s"
              .formatted(standby, Objects.requireNonNullElse(facts.stopped().msg(), "not known")),
          "look at the rights of the account, and run site.yml");
    }
  }

  private void lag(Lag lag) {
    Long records = lag.lagRecords();
    if (lag.why() != null
        || lag.uncopied() > 0
        || (records == null && lag.uncopied() == 0 && Known.orEmpty(lag.recreated()).isEmpty())) {
      findings.red(
          LAG_UNKNOWN,
          "how far the mirror is behind is unknown: " + why(lag),
          "wait until it has copied something, and look again");
    } else if (records != null && lag.older(known.limits().lagSeconds())) {
      Double age = lag.lagSeconds();
      findings.red(
          MIRROR_LAG,
          "the mirror is %d records behind, the oldest %s"
              .formatted(records, age == null ? "of unknown age" : Words.seconds(age) + " old"),
          "wait, or allow more with -e move_lag_budget_seconds=<seconds>");
    }
  }

  private static String why(Lag lag) {
    if (lag.why() != null) {
      return lag.why();
    }
    return lag.uncopied() > 0
        ? "%d partitions have records of which none was copied".formatted(lag.uncopied())
        : "it was not measured";
  }

  private static String either(@Nullable String text, String otherwise) {
    return text == null || text.isEmpty() ? otherwise : text;
  }
}
