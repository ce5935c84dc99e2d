package dev.strimzidr.credentials;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What may be said of a certificate authority: which it is, and until when. */
final class AuthorityFacts {
  private AuthorityFacts() {}

  static Map<String, Object> of(Item.Authority authority, Material material, Clock clock) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(material.value(SecretShape.CERTIFICATE)));
      Instant end = certificate.getNotAfter().toInstant();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("name", authority.use().word());
      facts.put("fingerprint", HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
      facts.put("not_after", end.toString());
      facts.put("days_left", Duration.between(clock.instant(), end).toDays());
      return facts;
    } catch (CertificateException e) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s: its certificate cannot be read".formatted(authority.words()),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
