package dev.strimzidr.move;

import static dev.strimzidr.move.FindingReason.AUTHORITY_ENDS;
import static dev.strimzidr.move.FindingReason.AUTHORITY_UNKNOWN;
import static dev.strimzidr.move.FindingReason.CERTIFICATES_UNKNOWN;
import static dev.strimzidr.move.FindingReason.CERTIFICATE_ENDS;
import static dev.strimzidr.move.FindingReason.CERTIFICATE_NAME_MISSING;
import static dev.strimzidr.move.FindingReason.LISTENER_MISSING;

import dev.strimzidr.move.KnownSite.Authority;
import dev.strimzidr.move.KnownSite.Certificate;
import dev.strimzidr.move.KnownSite.Kafka;
import dev.strimzidr.move.KnownSite.Listener;
import java.util.List;
import java.util.Objects;

/** Whether clients can trust a site by its listener: certificates, their names, their ends. */
final class CertificateRules {
  private static final String RUNBOOK = "docs/runbooks/certificates.md";

  private final Findings findings;
  private final Limits limits;
  private final Level serious;

  CertificateRules(Findings findings, Limits limits, Level serious) {
    this.findings = findings;
    this.limits = limits;
    this.serious = serious;
  }

  void judge(String site, Kafka kafka) {
    List<Listener> listeners =
        Known.orEmpty(kafka.listeners()).stream()
            .filter(listener -> listener.named(limits.listener()))
            .toList();
    if (listeners.isEmpty()) {
      findings.red(
          LISTENER_MISSING,
          "Kafka at %s has no listener %s".formatted(site, limits.listener()),
          "run site.yml");
    }
    listeners.forEach(listener -> listener(site, listener));
    if (kafka.perhapsThere()) {
      authorities(site, kafka);
    }
  }

  private void listener(String site, Listener listener) {
    List<Certificate> certificates = Known.orEmpty(listener.certificates());
    if (!Boolean.FALSE.equals(listener.tls()) && certificates.isEmpty()) {
      findings.amber(
          CERTIFICATES_UNKNOWN,
          "the certificates of %s are not known: %s"
              .formatted(site, Objects.requireNonNullElse(listener.certificatesWhy(), "not said")),
          "give the account the right to read them, or wait until they are there");
    }
    for (Certificate certificate : certificates) {
      certificate(site, certificate);
    }
  }

  private void certificate(String site, Certificate certificate) {
    Long days = certificate.daysLeft();
    if (days == null || days < limits.certificateDays()) {
      findings.add(
          days != null && days >= 1 ? Level.AMBER : serious,
          CERTIFICATE_ENDS,
          "a certificate of %s (%s) ends in %s days"
              .formatted(site, certificate.secret(), days == null ? "an unknown number of" : days),
          RUNBOOK);
    }
    for (String name : limits.sharedNames()) {
      if (!certificate.names(name)) {
        findings.add(
            serious,
            CERTIFICATE_NAME_MISSING,
            "the certificate %s of %s is not for %s".formatted(certificate.secret(), site, name),
            "run site.yml, and wait until the brokers have restarted");
      }
    }
  }

  private void authorities(String site, Kafka kafka) {
    if (Known.orEmpty(kafka.authorities()).isEmpty()) {
      findings.amber(
          AUTHORITY_UNKNOWN,
          "until when the CAs of %s are valid is not known".formatted(site),
          "give the account the right to read them");
    }
    for (Authority authority : Known.orEmpty(kafka.authorities())) {
      Long days = authority.daysLeft();
      if (days == null) {
        findings.amber(
            AUTHORITY_UNKNOWN,
            "until when the %s CA of %s is valid is not known: %s"
                .formatted(
                    authority.name(),
                    site,
                    Objects.requireNonNullElse(authority.why(), "not said")),
            "give the account the right to read it");
      } else if (days < limits.certificateDays()) {
        findings.amber(
            AUTHORITY_ENDS,
            "the %s CA of %s ends in %d days".formatted(authority.name(), site, days),
            RUNBOOK);
      }
    }
  }
}
