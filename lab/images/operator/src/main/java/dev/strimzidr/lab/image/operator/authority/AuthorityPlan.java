package dev.strimzidr.lab.image.operator.authority;

import static dev.strimzidr.lab.image.operator.authority.Authority.CERTIFICATE;
import static dev.strimzidr.lab.image.operator.authority.Authority.KEY;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.authority.Authority.Change;
import dev.strimzidr.lab.image.operator.authority.Authority.Validity;
import dev.strimzidr.lab.image.operator.certificate.Passwords;
import dev.strimzidr.lab.image.operator.certificate.Stores;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.common.CertificateAuthority;
import io.strimzi.api.kafka.model.common.CertificateExpirationPolicy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a CA is to be, given what the resource asks for and what its Secrets hold. */
public record AuthorityPlan(CertificateIssuer issuer, boolean pkcs12) {
  private static final String STORE = "ca.p12";
  private static final String STORE_PASSWORD = "ca.password";
  private static final int PASSWORD_LENGTH = 12;
  private static final String FORCE_RENEW = Annotations.DOMAIN + "force-renew";
  private static final String FORCE_REPLACE = Annotations.DOMAIN + "force-replace";
  private static final DateTimeFormatter OLD_NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The CA as it is to be.
   *
   * @throws Refusal when the resource says that it brings its own CA and does not
   */
  public Authority plan(
      Role role,
      @Nullable CertificateAuthority spec,
      Optional<Secret> certificateSecret,
      Optional<Secret> keySecret) {
    Validity validity = validity(spec);
    if (spec != null && !spec.isGenerateCertificateAuthority()) {
      return given(role, validity, certificateSecret, keySecret);
    }
    Authority current = held(role, validity, certificateSecret, keySecret);
    boolean replaceAtEnd =
        spec != null
            && spec.getCertificateExpirationPolicy() == CertificateExpirationPolicy.REPLACE_KEY;
    boolean forceRenew =
        certificateSecret.map(s -> Annotations.isTrue(s, FORCE_RENEW)).orElse(false);
    boolean forceReplace = keySecret.map(s -> Annotations.isTrue(s, FORCE_REPLACE)).orElse(false);
    if (!current.key().containsKey(KEY)) {
      return replaced(current, Change.CREATED);
    }
    if (!current.certificates().containsKey(CERTIFICATE) || forceRenew) {
      return renewed(current);
    }
    if (forceReplace) {
      return replaced(current, Change.KEY_REPLACED);
    }
    boolean expires = validity.expires(current.certificate(), issuer.clock().instant());
    if (expires) {
      return replaceAtEnd ? replaced(current, Change.KEY_REPLACED) : renewed(current);
    }
    return current;
  }

  private static Authority given(
      Role role,
      Validity validity,
      Optional<Secret> certificateSecret,
      Optional<Secret> keySecret) {
    if (certificateSecret.isEmpty() || keySecret.isEmpty()) {
      throw Refusal.invalidResource(
          role.title() + " should not be generated, but the secrets were not found.");
    }
    Authority authority = held(role, validity, certificateSecret, keySecret);
    authority
        .certificates()
        .forEach((name, value) -> {
          if (name.endsWith(".crt")) {
            ChainCheck.check(role, name, Pem.certificates(KeyAndCertificate.decode(value)));
          }
        });
    return authority;
  }

  private static Authority held(
      Role role,
      Validity validity,
      Optional<Secret> certificateSecret,
      Optional<Secret> keySecret) {
    keySecret
        .filter(secret -> secret.getData() == null || !secret.getData().containsKey(KEY))
        .ifPresent(secret -> {
          throw new Refusal(
              "RuntimeException",
              "Secret %s/%s for CA %s does not contain %s"
                  .formatted(
                      secret.getMetadata().getNamespace(),
                      secret.getMetadata().getName(),
                      role.commonName().toUpperCase(Locale.ROOT).replace('-', '_'),
                      KEY));
        });
    return new Authority(
        role,
        certificateSecret
            .map(s -> Annotations.number(s, Annotations.CA_CERT_GENERATION, 0))
            .orElse(0),
        keySecret.map(s -> Annotations.number(s, Annotations.CA_KEY_GENERATION, 0)).orElse(0),
        certificateSecret.map(Secret::getData).map(Map::copyOf).orElse(Map.of()),
        keySecret.map(Secret::getData).map(data -> Map.of(KEY, data.get(KEY))).orElse(Map.of()),
        Change.NONE,
        validity);
  }

  private Authority replaced(Authority current, Change change) {
    boolean anew = change == Change.KEY_REPLACED;
    int certificateGeneration = current.certificateGeneration() + (anew ? 1 : 0);
    int keyGeneration = current.keyGeneration() + (anew ? 1 : 0);
    Map<String, String> data = new HashMap<>();
    if (anew) {
      data.putAll(current.certificates());
      X509Certificate old = current.certificate();
      data.put(
          "ca-" + OLD_NAME.format(old.getNotAfter().toInstant()) + ".crt",
          Objects.requireNonNull(data.remove(CERTIFICATE)));
    }
    KeyAndCertificate made =
        issuer.authority(
            subject(current.role(), keyGeneration), Duration.ofDays(current.validity().days()));
    data.put(CERTIFICATE, made.encodedCertificate());
    return new Authority(
        current.role(),
        certificateGeneration,
        keyGeneration,
        withStore(data),
        Map.of(KEY, made.encodedKey()),
        change,
        current.validity());
  }

  private Authority renewed(Authority current) {
    String key = KeyAndCertificate.decode(Objects.requireNonNull(current.key().get(KEY)));
    if (!current.certificates().containsKey(CERTIFICATE)) {
      // The public half of a key cannot be had without its certificate, so both are made anew.
      return replaced(current, Change.CREATED);
    }
    String certificate =
        issuer.renewed(
            subject(current.role(), current.keyGeneration()),
            key,
            current.certificate(),
            Duration.ofDays(current.validity().days()));
    Map<String, String> data = new HashMap<>();
    data.put(CERTIFICATE, KeyAndCertificate.encode(certificate));
    return new Authority(
        current.role(),
        current.certificateGeneration() + 1,
        current.keyGeneration(),
        withStore(data),
        current.key(),
        Change.CERTIFICATE_RENEWED,
        current.validity());
  }

  private Map<String, String> withStore(Map<String, String> data) {
    data.remove(STORE);
    if (pkcs12) {
      String password =
          Optional.ofNullable(data.get(STORE_PASSWORD))
              .map(KeyAndCertificate::decode)
              .orElseGet(() -> Passwords.generate(PASSWORD_LENGTH));
      Map<String, X509Certificate> trusted = new HashMap<>();
      data.forEach((name, value) -> {
        if (name.endsWith(".crt")) {
          trusted.put(name, Pem.certificate(KeyAndCertificate.decode(value)));
        }
      });
      data.put(STORE, Stores.trust(trusted, password));
      data.put(STORE_PASSWORD, KeyAndCertificate.encode(password));
    }
    return Map.copyOf(data);
  }

  private static Validity validity(@Nullable CertificateAuthority spec) {
    int days =
        spec == null || spec.getValidityDays() <= 0
            ? CertificateAuthority.DEFAULT_CERTS_VALIDITY_DAYS
            : spec.getValidityDays();
    int renewal =
        spec == null || spec.getRenewalDays() <= 0
            ? CertificateAuthority.DEFAULT_CERTS_RENEWAL_DAYS
            : spec.getRenewalDays();
    return new Validity(days, renewal);
  }

  private static Subject subject(Role role, int keyGeneration) {
    return Subject.strimzi(role.commonName() + " v" + keyGeneration);
  }
}
