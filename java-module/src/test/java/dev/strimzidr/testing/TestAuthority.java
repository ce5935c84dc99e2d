package dev.strimzidr.testing;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A CA, and what it signs. */
public final class TestAuthority {
  private final CertificateIssuer issuer;
  private final Duration validity;
  private final KeyAndCertificate authority;

  public TestAuthority(Instant start, Duration validity) {
    this.issuer = issuer(start);
    this.validity = validity;
    this.authority = issuer.authority(Subject.member("ca", "test"), validity);
  }

  private TestAuthority(Instant start, Duration validity, KeyAndCertificate authority) {
    this.issuer = issuer(start);
    this.validity = validity;
    this.authority = authority;
  }

  private static CertificateIssuer issuer(Instant start) {
    return new CertificateIssuer(Clock.fixed(start, ZoneOffset.UTC));
  }

  /**
   * One that is there already.
   *
   * @param start when what it signs begins to be valid, and for how long
   */
  public static TestAuthority of(String certificate, String key, Instant start, Duration validity) {
    return new TestAuthority(start, validity, new KeyAndCertificate(key, certificate, 0));
  }

  public String certificate() {
    return authority.certificate();
  }

  public String key() {
    return authority.key();
  }

  /** For the data of a Secret. */
  public static String encoded(String text) {
    return KeyAndCertificate.encode(text);
  }

  /** A server's certificate for names, or for addresses where they look like ones. */
  public KeyAndCertificate issue(String... names) {
    return issuer.signed(
        Subject.member("kafka", "test").reachableAt(List.of(names)), authority, validity);
  }

  /** A client's certificate, as Strimzi gives one to a KafkaUser. */
  public KeyAndCertificate issueTo(String user) {
    return issuer.signed(Subject.named(user), authority, validity);
  }
}
