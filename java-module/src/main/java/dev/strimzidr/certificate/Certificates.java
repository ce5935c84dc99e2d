package dev.strimzidr.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads certificates and says what they are. */
public final class Certificates {
  private Certificates() {}

  /**
   * The certificates of a PEM file, in its order; the first is whose it is.
   *
   * @throws CertificateException when there is none, or one cannot be read
   */
  public static List<X509Certificate> read(byte[] pem) throws CertificateException {
    List<X509Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no certificate in it");
    }
    return certificates;
  }

  /** The SHA-256 of a certificate, hexadecimal with colons. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  /** The names and addresses that a certificate is for. */
  public static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().map(name -> String.valueOf(name.get(1))).toList();
    } catch (CertificateParsingException e) {
      return List.of("names that cannot be read");
    }
  }

  /** Which it is and until when: {@code fingerprint}, {@code not_after}, {@code days_left}. */
  public static Map<String, Object> facts(X509Certificate certificate, Clock clock) {
    Instant end = certificate.getNotAfter().toInstant();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("fingerprint", fingerprint(certificate));
    facts.put("not_after", end.toString());
    facts.put("days_left", daysLeft(end, clock));
    return facts;
  }

  /** Full days from now; negative as soon as it is over, be it for an hour. */
  static long daysLeft(Instant end, Clock clock) {
    return Math.floorDiv(
        Duration.between(clock.instant(), end).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
