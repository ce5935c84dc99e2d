package dev.strimzidr.kube;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The key of a client, and the certificate that it belongs to. */
final class ClientKey {
  private ClientKey() {}

  /**
   * Tells the client library the kind of the key. It takes one in PKCS #8 form for RSA, whatever it
   * is; the certificate says what it really is.
   */
  static void setAlgorithm(Config config) {
    try (InputStream certificate = certificate(config)) {
      if (certificate.available() > 0) {
        config.setClientKeyAlgo(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(certificate)
                .getPublicKey()
                .getAlgorithm());
      }
    } catch (CertificateException | IllegalArgumentException | IOException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "the client certificate for %s cannot be read".formatted(config.getMasterUrl()),
          e);
    }
  }

  /**
   * Whether the key is of another certificate. A server only says then that the handshake failed.
   * To find it out costs time, so it is for those that have failed.
   */
  static boolean isOfAnother(Config config) {
    try {
      KeyManager[] managers = SSLUtils.keyManagers(config);
      if (managers == null || !(managers[0] instanceof X509KeyManager manager)) {
        return false;
      }
      String type = config.getClientKeyAlgo();
      String[] aliases = manager.getClientAliases(type, null);
      return aliases != null
          && aliases.length > 0
          && !fit(
              manager.getPrivateKey(aliases[0]),
              manager.getCertificateChain(aliases[0])[0].getPublicKey());
    } catch (GeneralSecurityException | IOException e) {
      return false; // what cannot be read was told before
    }
  }

  /** Whether what the one signs the other takes for signed. */
  private static boolean fit(PrivateKey secret, PublicKey known) throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(known.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (known.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> known.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update(text);
    return signature.verify(signed);
  }

  private static InputStream certificate(Config config) throws IOException {
    String data = config.getClientCertData();
    if (data != null) {
      return new ByteArrayInputStream(Base64.getDecoder().decode(data.strip()));
    }
    String file = config.getClientCertFile();
    return file == null ? InputStream.nullInputStream() : Files.newInputStream(Path.of(file));
  }
}
