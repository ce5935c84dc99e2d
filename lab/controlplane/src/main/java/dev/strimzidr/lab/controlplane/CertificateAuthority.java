package dev.strimzidr.lab.controlplane;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs the certificates of one control plane. Keys are elliptic: a site's take milliseconds. */
final class CertificateAuthority {
  private static final Duration VALIDITY = Duration.ofDays(3650);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private final X500Principal issuer;
  private final KeyPair keys;
  private final Clock clock;

  private CertificateAuthority(X500Principal issuer, KeyPair keys, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  static CertificateAuthority create(String name, KeyPairFiles files, Clock clock)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    var authority =
        new CertificateAuthority(new X500Principal("CN=" + name), generateKeys(), clock);
    var builder = authority.builder(authority.issuer, authority.keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
    authority.write(builder, authority.keys, files);
    return authority;
  }

  void issue(CertificateRequest request, KeyPairFiles files)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    issue(request, generateKeys(), files);
  }

  /** Signs a given key. */
  void issue(CertificateRequest request, KeyPair own, KeyPairFiles files)
      throws IOException, OperatorCreationException {
    var builder = builder(new X500Principal(request.distinguishedName()), own);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    // etcd presents its serving certificate as a client too, so each certificate may do both.
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    if (!request.hosts().isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              request.hosts().stream()
                  .map(CertificateAuthority::generalName)
                  .toArray(GeneralName[]::new)));
    }
    write(builder, own, files);
  }

  static KeyPair generateKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** For clients that read no elliptic keys: fabric8 needs more than the JDK for them. */
  static KeyPair generateRsaKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private X509v3CertificateBuilder builder(X500Principal subject, KeyPair own) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(128, new SecureRandom()),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(VALIDITY)),
        subject,
        own.getPublic());
  }

  private void write(X509v3CertificateBuilder builder, KeyPair own, KeyPairFiles files)
      throws IOException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    byte[] certificate = builder.build(signer).getEncoded();
    PrivateFiles.write(files.certificate(), Pem.certificate(certificate));
    PrivateFiles.write(files.key(), Pem.privateKey(own.getPrivate().getEncoded()));
  }

  private static GeneralName generalName(String host) {
    return new GeneralName(
        IPV4.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }
}
