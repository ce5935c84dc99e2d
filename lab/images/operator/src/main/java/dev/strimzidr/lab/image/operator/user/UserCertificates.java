package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.authority.Role;
import dev.strimzidr.lab.image.operator.certificate.Passwords;
import dev.strimzidr.lab.image.operator.certificate.Stores;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes certificates that users log in with.
 *
 * @param validity for users that do not say their own
 */
record UserCertificates(CertificateIssuer issuer, Authority.Validity validity, boolean pkcs12) {
  private static final String CA_CERTIFICATE = "ca.crt";
  private static final String CA_KEY = "ca.key";
  private static final String KEY = "user.key";
  private static final String CERTIFICATE = "user.crt";
  private static final String STORE = "user.p12";
  private static final String STORE_PASSWORD = "user.password";

  /** The data of the user's Secret; what is still good is kept. */
  Map<String, String> data(
      String user,
      Login.Certificate wanted,
      Secret caCertificate,
      Secret caKey,
      Optional<Secret> current) {
    Authority ca = authority(wanted, caCertificate, caKey);
    Optional<Map<String, String>> usable =
        current
            .flatMap(secret -> Optional.ofNullable(secret.getData()))
            .filter(data ->
                Objects.equals(data.get(CA_CERTIFICATE), ca.certificates().get(CA_CERTIFICATE)));
    Optional<KeyAndCertificate> before = usable.flatMap(data -> identity(data, ca));
    KeyAndCertificate identity = ca.clientCertificate(issuer, Subject.named(user), before);
    Map<String, String> data = new HashMap<>();
    data.put(CA_CERTIFICATE, Objects.requireNonNull(ca.certificates().get(CA_CERTIFICATE)));
    data.put(KEY, identity.encodedKey());
    data.put(CERTIFICATE, identity.encodedCertificate());
    if (pkcs12) {
      boolean kept = before.equals(Optional.of(identity));
      data.putAll(
          usable
              .filter(old -> kept)
              .flatMap(UserCertificates::store)
              .orElseGet(() -> newStore(user, identity)));
    }
    return data;
  }

  private Authority authority(Login.Certificate wanted, Secret certificate, Secret key) {
    var own =
        new Authority.Validity(
            wanted.validityDays().orElse(validity.days()),
            wanted.renewalDays().orElse(validity.renewalDays()));
    return new Authority(
        Role.CLIENTS,
        Annotations.number(certificate, Annotations.CA_CERT_GENERATION, 0),
        Annotations.number(key, Annotations.CA_KEY_GENERATION, 0),
        required(certificate, CA_CERTIFICATE, "Cert"),
        required(key, CA_KEY, "Key"),
        Authority.Change.NONE,
        own);
  }

  private static Map<String, String> required(Secret secret, String file, String which) {
    return Optional.ofNullable(secret.getData())
        .filter(data -> data.containsKey(file))
        .orElseThrow(() ->
            UserRefusal.certificate(
                "The Clients CA %s Secret is missing the %s file".formatted(which, file)));
  }

  private static Optional<KeyAndCertificate> identity(Map<String, String> data, Authority ca) {
    String key = Objects.requireNonNullElse(data.get(KEY), "");
    String certificate = Objects.requireNonNullElse(data.get(CERTIFICATE), "");
    return key.isEmpty() || certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KeyAndCertificate(
                KeyAndCertificate.decode(key),
                KeyAndCertificate.decode(certificate),
                ca.certificateGeneration()));
  }

  private static Optional<Map<String, String>> store(Map<String, String> data) {
    String store = Objects.requireNonNullElse(data.get(STORE), "");
    String password = Objects.requireNonNullElse(data.get(STORE_PASSWORD), "");
    return store.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(Map.of(STORE, store, STORE_PASSWORD, password));
  }

  private static Map<String, String> newStore(String user, KeyAndCertificate identity) {
    String password = Passwords.generate(12);
    return Map.of(
        STORE,
        Stores.key(user, identity, password),
        STORE_PASSWORD,
        KeyAndCertificate.encode(password));
  }
}
