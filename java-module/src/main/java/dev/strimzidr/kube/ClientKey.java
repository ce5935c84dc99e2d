package dev.strimzidr.kube;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;

/**
 * The kind of a client key. The client library takes a key in PKCS #8 form for RSA, whatever it is;
 * its certificate says what it really is.
 */
final class ClientKey {
  private ClientKey() {}

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

  private static InputStream certificate(Config config) throws IOException {
    String data = config.getClientCertData();
    if (data != null) {
      return new ByteArrayInputStream(Base64.getDecoder().decode(data.strip()));
    }
    String file = config.getClientCertFile();
    return file == null ? InputStream.nullInputStream() : Files.newInputStream(Path.of(file));
  }
}
