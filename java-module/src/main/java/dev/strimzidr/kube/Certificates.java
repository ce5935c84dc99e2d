package dev.strimzidr.kube;

import dev.strimzidr.module.Arguments;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The files of a connection, looked at before the library does: it takes an empty one for none, and
 * does not say which one is missing.
 */
final class Certificates {
  private Certificates() {}

  /**
   * Reads the certificates by which the API server is trusted, and those of the client with its
   * key.
   *
   * @throws dev.strimzidr.module.ModuleFailure with the option, or else the field of the
   *     kubeconfig, and the path
   */
  static void check(Config config, Arguments arguments) {
    boolean named = Connection.text(arguments, "ca_cert").isPresent();
    if (named || !Boolean.TRUE.equals(config.isTrustCerts())) {
      String what =
          what(
              "ca_cert",
              "certificate-authority",
              config.getCaCertData(),
              config.getCaCertFile(),
              arguments);
      certificates(what, config.getCaCertData(), config.getCaCertFile());
    }
    String client =
        what(
            "client_cert",
            "client-certificate",
            config.getClientCertData(),
            config.getClientCertFile(),
            arguments);
    boolean certificate =
        certificates(client, config.getClientCertData(), config.getClientCertFile());
    byte[] key =
        content(key(config, arguments), config.getClientKeyData(), config.getClientKeyFile());
    if (key != null && !new String(key, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----")) {
      throw Connection.wrong("%s holds no key in PEM form".formatted(key(config, arguments)));
    }
    if (certificate != (key != null)) {
      throw Connection.wrong(
          "a client certificate and its key go together, and only one is given: "
              + (certificate ? client : key(config, arguments)));
    }
  }

  /** What the client's key is called in a message. */
  static String key(Config config, Arguments arguments) {
    return what(
        "client_key",
        "client-key",
        config.getClientKeyData(),
        config.getClientKeyFile(),
        arguments);
  }

  private static String what(
      String option,
      String field,
      @Nullable String data,
      @Nullable String file,
      Arguments arguments) {
    if (data == null
        && Connection.text(arguments, option).filter(p -> p.equals(file)).isPresent()) {
      return "option %s%s: %s"
          .formatted(option, arguments.inherited(option) ? ", from the environment" : "", file);
    }
    return data == null
        ? "%s of the kubeconfig: %s".formatted(field, file)
        : "%s-data of the kubeconfig".formatted(field);
  }

  /** Whether there are any. */
  private static boolean certificates(String what, @Nullable String data, @Nullable String file) {
    byte[] content = content(what, data, file);
    if (content == null) {
      return false;
    }
    try {
      if (!CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(content))
          .isEmpty()) {
        return true;
      }
    } catch (CertificateException e) {
      throw Connection.wrong(what + " holds no certificate that can be read");
    }
    throw Connection.wrong(what + " holds no certificate");
  }

  /** What the library would read, which takes data that is no base64 as it is; null for nothing. */
  private static byte @Nullable [] content(
      String what, @Nullable String data, @Nullable String file) {
    if (data != null) {
      try {
        return Base64.getDecoder().decode(data.strip());
      } catch (IllegalArgumentException e) {
        return data.getBytes(StandardCharsets.UTF_8);
      }
    }
    try {
      return file == null || file.isBlank() ? null : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw Connection.wrong(what + " cannot be read: there is no such file");
    } catch (IOException | InvalidPathException e) {
      throw Connection.wrong(what + " cannot be read: " + e);
    }
  }
}
