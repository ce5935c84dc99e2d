package dev.strimzidr.credentials;

import dev.strimzidr.certificate.Certificates;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What may be said of a certificate authority: which it is, and until when. */
final class AuthorityFacts {
  private AuthorityFacts() {}

  static Map<String, Object> of(Item.Authority authority, Material material, Clock clock) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", authority.use().word());
    facts.putAll(Certificates.facts(certificate(authority, material), clock));
    return facts;
  }

  /**
   * The certificate that signs.
   *
   * @throws ModuleFailure when it cannot be read
   */
  static X509Certificate certificate(Item.Authority authority, Material material) {
    try {
      return Certificates.read(material.value(SecretShape.CERTIFICATE)).getFirst();
    } catch (CertificateException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s: its certificate cannot be read".formatted(authority.words()),
          e);
    }
  }
}
