package dev.strimzidr.credentials;

import dev.strimzidr.certificate.Certificates;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Locale;

/** What is asked of a certificate authority before its certificate is renewed. Pure. */
final class Authorities {
  private Authorities() {}

  /**
   * A certificate that can be renewed: it is signed by its own key, and the key is here.
   *
   * @throws ModuleFailure where somebody else has to renew it
   */
  static X509Certificate renewable(Item.Authority authority, Material material) {
    X509Certificate certificate = AuthorityFacts.certificate(authority, material);
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          ("%s (%s): it is signed by %s, so it cannot be renewed here. Ask there for a new certificate, put it into its"
                  + " Secret at one site, and run this with prefer set to that site")
              .formatted(
                  authority.words(),
                  Certificates.fingerprint(certificate),
                  certificate.getIssuerX500Principal()));
    }
    return certificate;
  }

  /**
   * Passes a certificate that the key of the former one has signed.
   *
   * @throws ModuleFailure when the key that is here is another one
   */
  static void verify(Item.Authority authority, X509Certificate former, byte[] next) {
    try {
      Certificates.read(next).getFirst().verify(former.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s (%s): its key is not the one of its certificate: put the right one into its Secret"
              .formatted(authority.words(), Certificates.fingerprint(former)),
          e);
    }
  }

  /** The algorithm with which a key of that kind signs. */
  static String algorithm(PublicKey key) {
    String name = key.getAlgorithm().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "RSA" -> "SHA256withRSA";
      case "EC", "ECDSA" -> "SHA256withECDSA";
      default -> name;
    };
  }
}
