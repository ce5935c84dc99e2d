package dev.strimzidr.testing;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA, and what it signs. */
public final class TestAuthority {
  private final X500Principal name;
  private final KeyPair keys;
  private final Instant start;
  private final Duration validity;
  private final String certificate;

  public TestAuthority(Instant start, Duration validity) {
    this(new X500Principal("O=test,CN=ca"), keys(), start, validity);
  }

  private TestAuthority(X500Principal name, KeyPair keys, Instant start, Duration validity) {
    this.name = name;
    this.keys = keys;
    this.start = start;
    this.validity = validity;
    this.certificate = signed(name, keys, new BasicConstraints(0));
  }

  /**
   * One that is there already.
   *
   * @param start when what it signs begins to be valid, and for how long
   */
  public static TestAuthority of(String certificate, String key, Instant start, Duration validity) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var x509 =
          (X509Certificate)
              factory.generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
      byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[^-]+-----", ""));
      PrivateKey own = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      var keys = new KeyPair(x509.getPublicKey(), own);
      return new TestAuthority(x509.getSubjectX500Principal(), keys, start, validity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate and its key, both PEM. */
  public record Issued(String certificate, String key) {
    /** For the data of a Secret. */
    public String encodedCertificate() {
      return encoded(certificate);
    }
  }

  public String certificate() {
    return certificate;
  }

  public String key() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  public static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A server's certificate for names, or for addresses where they look like ones. */
  public Issued issue(String... names) {
    return issued(new X500Principal("O=test,CN=kafka"), names);
  }

  /** A client's certificate, as Strimzi gives one to a KafkaUser. */
  public Issued issueTo(String user) {
    return issued(new X500Principal("CN=" + user));
  }

  private Issued issued(X500Principal subject, String... names) {
    KeyPair own = keys();
    return new Issued(
        signed(subject, own, new BasicConstraints(false), names),
        pem("PRIVATE KEY", own.getPrivate().getEncoded()));
  }

  private final String signed(
      X500Principal subject, KeyPair own, BasicConstraints constraints, String... names) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(start),
              Date.from(start.plus(validity)),
              subject,
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, constraints);
      if (names.length > 0) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                Arrays.stream(names).map(TestAuthority::general).toArray(GeneralName[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return pem("CERTIFICATE", builder.build(signer).getEncoded());
    } catch (java.io.IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName general(String text) {
    boolean address = text.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, base64.encodeToString(der));
  }
}
