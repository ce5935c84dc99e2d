package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.RESOURCES_MISSING;
import static dev.strimzidr.move.FindingReason.RESOURCES_UNKNOWN;
import static dev.strimzidr.move.FindingReason.TOPIC_NOT_READY;
import static dev.strimzidr.move.FindingReason.USER_NOT_READY;

import dev.strimzidr.move.KnownSite.Blocked;
import dev.strimzidr.move.KnownSite.Kafka;
import dev.strimzidr.move.KnownSite.Resources;
import org.jspecify.annotations.Nullable;

/** Whether the KafkaTopics and KafkaUsers of a site are there and ready. */
final class ResourceRules {
  private final Findings findings;

  /** A user that is not ready keeps its clients out. */
  private final Level serious;

  ResourceRules(Findings findings, Level serious) {
    this.findings = findings;
    this.serious = serious;
  }

  void ready(String site, Kafka kafka) {
    resources(site, kafka, "topics", kafka.topics());
    resources(site, kafka, "users", kafka.users());
  }

  /** Whether a site has what the inventory declares; it may have been rolled out in part only. */
  void complete(String site, @Nullable Kafka kafka, Limits declared) {
    missing(site, "topics", kafka == null ? null : kafka.topics(), declared.topics());
    missing(site, "users", kafka == null ? null : kafka.users(), declared.users());
  }

  private void resources(String site, Kafka kafka, String what, @Nullable Resources resources) {
    if (resources == null || resources.notReady() == null) {
      findings.amber(
          RESOURCES_UNKNOWN,
          "%s at %s are not known: %s"
              .formatted(what, site, kafka.unreadable(what, "Kafka is not there")),
          "give the account the right to list them");
      return;
    }
    boolean users = what.equals("users");
    for (Blocked blocked : resources.notReady()) {
      findings.add(
          users ? serious : Level.AMBER,
          users ? USER_NOT_READY : TOPIC_NOT_READY,
          "%s at %s: %s is not ready: %s".formatted(what, site, blocked.name(), blocked.why()),
          "mend it, and run site.yml");
    }
  }

  private void missing(String site, String what, @Nullable Resources resources, long declared) {
    Long total = resources == null ? null : resources.total();
    if (total == null || total < declared) {
      findings.amber(
          RESOURCES_MISSING,
          "%s has %s %s, the inventory declares %d"
              .formatted(site, total == null ? "an unknown number of" : total, what, declared),
          "run site.yml");
    }
  }
}
