package dev.strimzidr.lab.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** PEM in and out. */
public final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  public static String of(X509Certificate certificate) {
    try {
      return wrap("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String of(PrivateKey key) {
    return wrap("PRIVATE KEY", key.getEncoded());
  }

  public static String of(PublicKey key) {
    return wrap("PUBLIC KEY", key.getEncoded());
  }

  /**
   * All certificates of a text.
   *
   * @throws IllegalArgumentException when it is not PEM
   */
  public static List<X509Certificate> certificates(String pem) {
    try {
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
      return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Not a certificate in PEM", e);
    }
  }

  /** The first certificate of a text. */
  public static X509Certificate certificate(String pem) {
    return certificates(pem).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No certificate in PEM"));
  }

  /**
   * A private key in any of the forms that tools write.
   *
   * @throws IllegalArgumentException when it is none; the message does not quote it
   */
  public static PrivateKey key(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (part instanceof PEMKeyPair pair) {
          return converter.getKeyPair(pair).getPrivate();
        }
      }
      throw new IllegalArgumentException("No private key in PEM");
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a private key in PEM", e);
    }
  }

  private static String wrap(String type, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, LINES.encodeToString(bytes), type);
  }
}
