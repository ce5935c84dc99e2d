package dev.strimzidr.lab.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys and certificates. Keys are elliptic: a small JVM makes and uses them in a millisecond,
 * where RSA takes seconds.
 */
public record CertificateIssuer(Clock clock) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 159;
  private static final String CURVE = "secp256r1";

  /** A new CA with a key of its own, of generation 0. */
  public KeyAndCertificate authority(Subject subject, Duration validity) {
    KeyPair pair = newKey();
    return new KeyAndCertificate(
        Pem.of(pair.getPrivate()),
        selfSigned(subject, pair.getPrivate(), pair.getPublic(), validity),
        0);
  }

  /** A new certificate for the key of a CA. */
  public String renewed(Subject subject, String key, X509Certificate current, Duration validity) {
    return selfSigned(subject, Pem.key(key), current.getPublicKey(), validity);
  }

  /** A new key, and a certificate for it that the CA signs. */
  public KeyAndCertificate signed(Subject subject, KeyAndCertificate authority, Duration validity) {
    return signed(subject, newKey(), authority, validity);
  }

  /** The certificate of a key that the CA signs. */
  public KeyAndCertificate signed(
      Subject subject, KeyPair pair, KeyAndCertificate authority, Duration validity) {
    X509Certificate signer = Pem.certificate(authority.certificate());
    try {
      X500Name issuer = X500Name.getInstance(signer.getSubjectX500Principal().getEncoded());
      var builder = builder(issuer, subject, pair.getPublic(), validity);
      var extensions = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              // As Strimzi's have it. With the serial number of the authority, a renewed one would
              // not be accepted in its place.
              extensions.createAuthorityKeyIdentifier(signer.getPublicKey()))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(pair.getPublic()));
      if (!subject.hosts().isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(subject));
      }
      X509Certificate certificate = sign(builder, Pem.key(authority.key()));
      return new KeyAndCertificate(
          Pem.of(pair.getPrivate()), Pem.of(certificate), authority.generation());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Cannot sign a certificate for " + subject.commonName(), e);
    }
  }

  private String selfSigned(
      Subject subject, PrivateKey key, PublicKey publicKey, Duration validity) {
    try {
      var builder = builder(name(subject), subject, publicKey, validity);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
      return Pem.of(sign(builder, key));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Cannot make the certificate of " + subject.commonName(), e);
    }
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, Subject subject, PublicKey key, Duration validity) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, RANDOM),
        Date.from(now.minus(Duration.ofMinutes(1))),
        Date.from(now.plus(validity)),
        name(subject),
        key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    var signer = new JcaContentSignerBuilder(algorithm).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /** The organization comes first, so that the principal reads {@code CN=...,O=...}. */
  private static X500Name name(Subject subject) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    subject.organization().ifPresent(organization -> name.addRDN(BCStyle.O, organization));
    return name.addRDN(BCStyle.CN, subject.commonName()).build();
  }

  private static GeneralNames alternativeNames(Subject subject) {
    return new GeneralNames(
        Stream.concat(
                subject.dnsNames().stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                subject.addresses().stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
            .toArray(GeneralName[]::new));
  }

  /** A new elliptic key. */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
