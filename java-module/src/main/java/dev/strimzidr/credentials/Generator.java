package dev.strimzidr.credentials;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Makes passwords and certificate authorities. */
final class Generator {
  private static final int PASSWORD_LENGTH = 32;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  // 128 bits of security, which NIST SP 800-57 allows beyond 2030; 4096 would take several times as
  // long to make.
  private static final int RSA_BITS = 3072;
  private static final int SERIAL_BITS = 159;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final Duration validity;

  Generator(Clock clock, Duration validity) {
    this.clock = clock;
    this.validity = validity;
  }

  Material make(Item item) {
    return switch (item) {
      case Item.Password password -> new Material(Map.of(Item.Password.KEY, password()), Map.of());
      case Item.Authority authority -> authority(authority);
    };
  }

  private byte[] password() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Material authority(Item.Authority authority) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS, random);
      KeyPair keys = generator.generateKeyPair();
      X509v3CertificateBuilder certificate =
          builder(new X500Name("O=strimzi-dr,CN=%s-ca v0".formatted(authority.use().word())), keys);
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      certificate.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      certificate.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new Material(
          Map.of(
              SecretShape.CERTIFICATE, signed(certificate, keys),
              SecretShape.KEY, pem("PRIVATE KEY", keys.getPrivate().getEncoded())),
          Map.of());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make a certificate authority", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next certificate of an authority: all as it was, but for the time; PEM. */
  byte[] following(X509Certificate former, KeyPair keys) {
    try {
      X509CertificateHolder holder = new JcaX509CertificateHolder(former);
      X509v3CertificateBuilder certificate = builder(holder.getSubject(), keys);
      for (Object id : holder.getExtensionOIDs()) {
        // This one may hold the serial number of the former certificate.
        if (!id.equals(Extension.authorityKeyIdentifier)) {
          certificate.addExtension(holder.getExtension((ASN1ObjectIdentifier) id));
        }
      }
      return signed(certificate, keys);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot sign with such a key", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name name, KeyPair keys) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(validity)),
        name,
        keys.getPublic());
  }

  private static byte[] signed(X509v3CertificateBuilder certificate, KeyPair keys)
      throws IOException, OperatorCreationException {
    return pem(
        "CERTIFICATE",
        certificate
            .build(
                new JcaContentSignerBuilder(Authorities.algorithm(keys.getPublic()))
                    .build(keys.getPrivate()))
            .getEncoded());
  }

  private static byte[] pem(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
