package dev.strimzidr.lab.image.operator.authority;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import dev.strimzidr.lab.certificates.Subject;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A CA as it is to be.
 *
 * @param certificates the data of its certificate Secret, in Base64; {@code ca.crt} signs, other
 *     {@code .crt} are trusted too
 * @param key the data of its key Secret, in Base64
 * @param change what is new about it
 */
public record Authority(
    Role role,
    int certificateGeneration,
    int keyGeneration,
    Map<String, String> certificates,
    Map<String, String> key,
    Change change,
    Validity validity) {
  static final String CERTIFICATE = "ca.crt";
  static final String KEY = "ca.key";
  private static final Pattern OLD =
      Pattern.compile("ca-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z\\.crt");

  /** How a CA differs from what its Secrets held. */
  public enum Change {
    NONE,
    CREATED,
    CERTIFICATE_RENEWED,
    KEY_REPLACED,
    OLD_CERTIFICATES_REMOVED
  }

  /** For how many days certificates are made, and how many before their end they are made anew. */
  public record Validity(int days, int renewalDays) {

    public boolean expires(X509Certificate certificate, Instant now) {
      return now.isAfter(certificate.getNotAfter().toInstant().minus(Duration.ofDays(renewalDays)));
    }
  }

  public String certificatePem() {
    return KeyAndCertificate.decode(Objects.requireNonNull(certificates.get(CERTIFICATE)));
  }

  public X509Certificate certificate() {
    return Pem.certificate(certificatePem());
  }

  /** All certificates that are trusted, in the form in which Strimzi bundles them. */
  public String trusted() {
    return new TreeMap<>(certificates)
        .entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".crt") && !entry.getValue().isBlank())
            .map(entry ->
                Pem.of(Pem.certificate(KeyAndCertificate.decode(entry.getValue()))).strip())
            .collect(Collectors.joining("\n"));
  }

  /** Without the certificates that an earlier key left behind. */
  public Authority withoutOldCertificates() {
    Map<String, String> left = new TreeMap<>(certificates);
    boolean removed = left.keySet().removeIf(name -> OLD.matcher(name).matches());
    return removed
        ? new Authority(
            role,
            certificateGeneration,
            keyGeneration,
            left,
            key,
            Change.OLD_CERTIFICATES_REMOVED,
            validity)
        : this;
  }

  /**
   * The certificate of a server, with the chain behind it: the current one as long as it is right.
   */
  public KeyAndCertificate serverCertificate(
      CertificateIssuer issuer, Subject subject, Optional<KeyAndCertificate> current) {
    return current
        .filter(identity -> identity.generation() == certificateGeneration)
        .filter(identity -> identity.certificate().endsWith(certificatePem()))
        .filter(identity -> alternativeNames(identity).equals(subject.hosts()))
        .filter(identity -> !expires(issuer, identity))
        .orElseGet(() -> {
          KeyAndCertificate leaf = sign(issuer, subject);
          return new KeyAndCertificate(
              leaf.key(), leaf.certificate() + certificatePem(), certificateGeneration);
        });
  }

  /** The certificate of a client: the current one as long as it is right. */
  public KeyAndCertificate clientCertificate(
      CertificateIssuer issuer, Subject subject, Optional<KeyAndCertificate> current) {
    return current
        .filter(identity -> identity.generation() == certificateGeneration)
        .filter(identity -> !expires(issuer, identity))
        .orElseGet(() -> sign(issuer, subject));
  }

  private KeyAndCertificate sign(CertificateIssuer issuer, Subject subject) {
    String keyPem = KeyAndCertificate.decode(Objects.requireNonNull(key.get(KEY)));
    var own = new KeyAndCertificate(keyPem, certificatePem(), certificateGeneration);
    return issuer.signed(subject, own, Duration.ofDays(validity.days()));
  }

  private boolean expires(CertificateIssuer issuer, KeyAndCertificate identity) {
    return validity.expires(Pem.certificate(identity.certificate()), issuer.clock().instant());
  }

  private static Set<String> alternativeNames(KeyAndCertificate identity) {
    try {
      Collection<List<?>> names =
          Pem.certificate(identity.certificate()).getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .map(name -> name.get(1).toString())
              .collect(Collectors.toCollection(HashSet::new));
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("Not a certificate", e);
    }
  }

  /** A key is never printed. */
  @Override
  public String toString() {
    return "%s[certificate=%d, key=%d, %s]"
        .formatted(role, certificateGeneration, keyGeneration, change);
  }
}
