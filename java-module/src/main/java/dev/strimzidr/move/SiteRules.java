package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.BROKERS_ROLLING;
import static dev.strimzidr.move.FindingReason.KAFKA_NOT_READY;
import static dev.strimzidr.move.FindingReason.OPERATOR_NOT_READY;
import static dev.strimzidr.move.FindingReason.POD_NOT_READY;
import static dev.strimzidr.move.FindingReason.ROLLING_UNKNOWN;
import static dev.strimzidr.move.FindingReason.SITE_SILENT;
import static dev.strimzidr.move.FindingReason.VERSIONS_DIFFER;

import dev.strimzidr.move.KnownSite.Kafka;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands against a move at a site. */
final class SiteRules {
  private final Findings findings;
  private final Known known;
  private final Facts facts;

  /** What keeps some clients out, but not all: a failover has no better site to offer. */
  private final Level serious;

  SiteRules(Findings findings, Known known, Facts facts) {
    this.findings = findings;
    this.known = known;
    this.facts = facts;
    this.serious = known.wish().kind().planned() ? Level.RED : Level.AMBER;
  }

  /** All of one site. */
  void judge(String site) {
    KnownSite seen = facts.site(site);
    Kafka kafka = seen.kafka();
    if (kafka == null) {
      findings.red(
          SITE_SILENT,
          "%s does not answer: %s".formatted(site, seen.why()),
          "mend it; when it is lost, playbooks/failover.yml is for that");
      return;
    }
    ready(site, kafka);
    rolling(site, kafka);
    for (String pod : Known.orEmpty(kafka.podsNotReady())) {
      findings.amber(
          POD_NOT_READY, "%s at %s".formatted(pod, site), "look at it: kubectl describe pod");
    }
    operator(site, seen.operator());
    new ResourceRules(findings, serious).ready(site, kafka);
    new CertificateRules(findings, known.limits(), serious).judge(site, kafka);
  }

  /** Whether both sites run the same versions. */
  void versions() {
    differ("version", Kafka::version);
    differ("operator version", Kafka::operatorVersion);
  }

  private void ready(String site, Kafka kafka) {
    if (!kafka.ready()) {
      // Strimzi says that it is not ready also where only its entity operator is dead.
      boolean serves = !known.wish().kind().planned() && facts.probe().taken();
      findings.add(
          serves ? Level.AMBER : Level.RED,
          KAFKA_NOT_READY,
          "Kafka at %s is not ready: %s".formatted(site, said(kafka.why())),
          "run site.yml, or look at the Pods of %s".formatted(said(kafka.namespace())));
    }
  }

  private void rolling(String site, Kafka kafka) {
    List<String> rolling = kafka.rolling();
    if (rolling == null) {
      if (kafka.perhapsThere()) {
        findings.amber(
            ROLLING_UNKNOWN,
            "whether brokers of %s are being restarted is not known: %s"
                .formatted(site, kafka.unreadable("rolling", "not said")),
            "give the account the right to list Pods and StrimziPodSets");
      }
    } else if (!rolling.isEmpty()) {
      String more = rolling.size() == 1 ? "" : ", and %d more".formatted(rolling.size() - 1);
      findings.add(
          serious,
          BROKERS_ROLLING,
          "brokers of %s are being restarted: %s%s".formatted(site, rolling.getFirst(), more),
          "wait until the operator has restarted all of them");
    }
  }

  private void operator(String site, KnownSite.@Nullable Operator operator) {
    if (operator == null || !operator.ready()) {
      findings.red(
          OPERATOR_NOT_READY,
          "the operator at %s is not ready: %s"
              .formatted(site, operator == null ? "not known" : said(operator.why())),
          "run site.yml: without it no mirror is stopped or made");
    }
  }

  private void differ(String what, Function<Kafka, @Nullable String> version) {
    List<String> versions =
        known.wish().sites().stream()
            .map(site -> facts.site(site).kafka())
            .filter(Objects::nonNull)
            .map(kafka -> Objects.requireNonNullElse(version.apply(kafka), "?"))
            .toList();
    if (versions.stream().distinct().count() > 1) {
      findings.amber(
          VERSIONS_DIFFER,
          "the sites differ in their %s: %s".formatted(what, String.join(" and ", versions)),
          "upgrade the older one, and run site.yml");
    }
  }

  private static String said(@Nullable String text) {
    return Objects.requireNonNullElse(text, "not said");
  }
}
