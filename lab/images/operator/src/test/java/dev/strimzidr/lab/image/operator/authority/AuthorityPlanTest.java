package dev.strimzidr.lab.image.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.authority.Authority.Change;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.strimzi.api.kafka.model.common.CertificateAuthority;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorityPlanTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AuthoritySecrets SECRETS =
      new AuthoritySecrets(Yaml.read("metadata: {name: c, namespace: ns}", Kafka.class));

  private final Authority first = plan(NOW, null, Optional.empty(), Optional.empty());

  @Test
  void whatIsNotThereIsMade() {
    assertThat(first.change()).isEqualTo(Change.CREATED);
    assertThat(first.certificates()).containsOnlyKeys("ca.crt", "ca.p12", "ca.password");
    assertThat(first.key()).containsOnlyKeys("ca.key");
    assertThat(first.certificateGeneration()).isZero();
    assertThat(first.keyGeneration()).isZero();
    assertThat(first.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=cluster-ca v0,O=io.strimzi");
    assertThat(first.certificate().getNotAfter().toInstant())
        .isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  @Test
  void whatIsGoodStays() {
    Authority next = plan(NOW.plus(Duration.ofDays(334)), null, certificate(), key());

    assertThat(next.change()).isEqualTo(Change.NONE);
    assertThat(next.certificates()).isEqualTo(first.certificates());
    assertThat(next.key()).isEqualTo(first.key());
  }

  @Test
  void aCertificateThatEndsSoonIsRenewedWithTheSameKey() {
    Authority next = plan(NOW.plus(Duration.ofDays(336)), null, certificate(), key());

    assertThat(next.change()).isEqualTo(Change.CERTIFICATE_RENEWED);
    assertThat(next.certificateGeneration()).isEqualTo(1);
    assertThat(next.keyGeneration()).isZero();
    assertThat(next.key()).isEqualTo(first.key());
    assertThat(next.certificate().getPublicKey()).isEqualTo(first.certificate().getPublicKey());
  }

  @Test
  void aKeyIsReplacedWhenThePolicySaysSo() {
    Authority next =
        plan(
            NOW.plus(Duration.ofDays(336)),
            "{certificateExpirationPolicy: replace-key}",
            certificate(),
            key());

    assertThat(next.change()).isEqualTo(Change.KEY_REPLACED);
    assertThat(next.certificateGeneration()).isEqualTo(1);
    assertThat(next.keyGeneration()).isEqualTo(1);
    assertThat(next.certificates())
        .containsEntry("ca-2027-01-01T00-00-00Z.crt", first.certificates().get("ca.crt"));
    assertThat(next.trusted()).contains(first.certificatePem().strip());
    assertThat(next.withoutOldCertificates().certificates())
        .containsOnlyKeys("ca.crt", "ca.p12", "ca.password");
  }

  @Test
  void annotationsForceIt() {
    var renewed = plan(NOW, null, marked(certificate(), "strimzi.io/force-renew"), key());
    var replaced = plan(NOW, null, certificate(), marked(key(), "strimzi.io/force-replace"));

    assertThat(renewed.change()).isEqualTo(Change.CERTIFICATE_RENEWED);
    assertThat(replaced.change()).isEqualTo(Change.KEY_REPLACED);
  }

  @Test
  void oneThatTheUserBringsIsTakenAsItIs() {
    Authority given =
        plan(
            NOW.plus(Duration.ofDays(400)),
            "{generateCertificateAuthority: false}",
            certificate(),
            key());

    assertThat(given.change()).isEqualTo(Change.NONE);
    assertThat(given.certificates()).isEqualTo(first.certificates());
  }

  @Test
  void oneThatTheUserDoesNotBringIsMissed() {
    assertThatThrownBy(() ->
            plan(NOW, "{generateCertificateAuthority: false}", Optional.empty(), Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessage("Cluster CA should not be generated, but the secrets were not found.");
  }

  @Test
  void certificatesOfServersStayUntilTheirNamesChange() {
    var issuer = issuer(NOW);
    Subject subject = Subject.strimzi("c").reachableAt(List.of("a.svc", "127.0.0.1"));
    var made = first.serverCertificate(issuer, subject, Optional.empty());

    assertThat(first.serverCertificate(issuer, subject, Optional.of(made))).isEqualTo(made);
    assertThat(
            first.serverCertificate(
                issuer, subject.reachableAt(List.of("b.svc")), Optional.of(made)))
        .isNotEqualTo(made);
    assertThat(made.certificate()).endsWith(first.certificatePem());
  }

  private Optional<Secret> certificate() {
    return Optional.of(SECRETS.certificate(first, true));
  }

  private Optional<Secret> key() {
    return Optional.of(SECRETS.key(first, true));
  }

  private static Optional<Secret> marked(Optional<Secret> secret, String annotation) {
    return secret.map(s ->
        new SecretBuilder(s)
            .editMetadata()
            .addToAnnotations(annotation, "true")
            .endMetadata()
            .build());
  }

  private static Authority plan(
      Instant now, @Nullable String spec, Optional<Secret> certificate, Optional<Secret> key) {
    var asked = spec == null ? null : Yaml.read(spec, CertificateAuthority.class);
    return new AuthorityPlan(issuer(now), true).plan(Role.CLUSTER, asked, certificate, key);
  }

  private static CertificateIssuer issuer(Instant now) {
    return new CertificateIssuer(Clock.fixed(now, ZoneOffset.UTC));
  }
}
