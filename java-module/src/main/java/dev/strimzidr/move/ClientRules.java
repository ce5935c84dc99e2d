package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.CLIENTS_AT_WORK;
import static dev.strimzidr.move.FindingReason.CREDENTIALS_UNKNOWN;
import static dev.strimzidr.move.FindingReason.FENCE_UNKNOWN;
import static dev.strimzidr.move.FindingReason.RECORD_NOT_TAKEN;
import static dev.strimzidr.move.FindingReason.SECRET_DIFFERS;
import static dev.strimzidr.move.FindingReason.STANDBY_NOT_CLOSED;

import dev.strimzidr.move.KnownAnswers.Credentials;
import dev.strimzidr.move.KnownAnswers.Fence;
import dev.strimzidr.move.KnownAnswers.Idle;
import dev.strimzidr.move.KnownAnswers.Secret;
import java.util.List;
import java.util.Objects;

/** Whether clients are idle, can be kept out, and are let in by what they have. */
final class ClientRules {
  private final Findings findings;
  private final Facts facts;

  ClientRules(Findings findings, Facts facts) {
    this.findings = findings;
    this.facts = facts;
  }

  /** The clients that are at work, in sentences; none where they may be. */
  static List<String> busy(Facts facts) {
    if (facts.idle().isEmpty()) {
      return List.of();
    }
    Idle idle = facts.idle().get();
    return idle.busy() != null
        ? idle.busy()
        : List.of(
            "it cannot be known: "
                + Objects.requireNonNullElse(idle.msg(), "the mirror cannot be looked at"));
  }

  void idle() {
    for (String busy : busy(facts)) {
      findings.amber(
          CLIENTS_AT_WORK,
          "clients are at work: " + busy,
          "the fail-back refuses that: stop them, or say -e require_idle=false, or -e move_idle_wait=<seconds>");
    }
  }

  void fence() {
    Fence fence = facts.fence();
    if (fence.sites() == null) {
      findings.red(
          FENCE_UNKNOWN,
          Objects.requireNonNullElse(fence.msg(), "whether clients could be fenced is not known"),
          "without a fence nothing can be moved safely");
    }
  }

  void closed(String standby) {
    Fence fence = facts.fence();
    List<String> missing = fence.changes(standby);
    if (fence.sites() != null && missing == null) {
      findings.red(
          FENCE_UNKNOWN,
          "whether %s is closed is not known".formatted(standby),
          "look at its brokers, and run this again");
    } else if (missing != null && !missing.isEmpty()) {
      findings.red(
          STANDBY_NOT_CLOSED,
          "%s is not closed: %d ACLs of its denial are missing".formatted(standby, missing.size()),
          "run site.yml, which closes it, and compare what was written there: playbooks/verify.yml");
    }
  }

  void credentials() {
    Credentials credentials = facts.credentials();
    if (credentials.secrets() == null) {
      findings.red(
          CREDENTIALS_UNKNOWN,
          "authorities or passwords: " + Objects.requireNonNullElse(credentials.msg(), "not known"),
          "docs/runbooks/certificates.md");
    }
    for (Secret secret : Known.orEmpty(credentials.secrets())) {
      findings.red(
          SECRET_DIFFERS,
          "%s at %s would have to be %s"
              .formatted(secret.secret(), secret.site(), secret.outcome()),
          "run site.yml");
    }
  }

  void probe(String standby) {
    if (!facts.probe().taken()) {
      findings.red(
          RECORD_NOT_TAKEN,
          "%s takes no record: %s".formatted(standby, facts.probe().why("not known")),
          "clients would not write there either; run site.yml");
    }
  }
}
