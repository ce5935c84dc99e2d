package dev.strimzidr.lab.image.kafka;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A cluster CA and what it signs, as the operator would make them. */
final class TestCertificates {
  private static final X500Principal ISSUER = new X500Principal("O=io.strimzi,CN=cluster-ca");

  private final KeyPair authority = keys();
  private final String authorityPem;

  TestCertificates() throws Exception {
    authorityPem = sign(ISSUER, authority, true, List.of());
  }

  String authority() {
    return authorityPem;
  }

  /** A certificate and its key, both PEM. */
  record Issued(String certificate, String key) {}

  Issued issue(String commonName, List<GeneralName> hosts) throws Exception {
    KeyPair own = keys();
    var subject = new X500Principal("O=io.strimzi,CN=" + commonName);
    return new Issued(
        sign(subject, own, false, hosts), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
  }

  static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  static GeneralName ip(String address) {
    return new GeneralName(GeneralName.iPAddress, address);
  }

  private String sign(X500Principal subject, KeyPair own, boolean ca, List<GeneralName> hosts)
      throws Exception {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            ISSUER,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            subject,
            own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
    if (!hosts.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(hosts.toArray(GeneralName[]::new)));
    }
    var signer = new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate());
    return pem("CERTIFICATE", builder.build(signer).getEncoded());
  }

  private static KeyPair keys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(String type, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, base64.encodeToString(der));
  }
}
