package dev.strimzidr.clients;

import dev.strimzidr.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The file with a client's private key and certificate. They are one file, so that a client that
 * reads it while it is replaced never has the key of one certificate and another certificate.
 */
final class KeyFile {
  private static final String ENDING = ".pem";

  private final Path path;
  private final KafkaAccess.Certificate login;

  private KeyFile(Path path, KafkaAccess.Certificate login) {
    this.path = path;
    this.login = login;
  }

  /** The one in the folder of the properties. */
  static KeyFile beside(Path properties, KafkaAccess.Certificate login) {
    return new KeyFile(
        properties.resolveSibling(login.user() + ENDING).toAbsolutePath().normalize(), login);
  }

  Path path() {
    return path;
  }

  String text() {
    return login.key().strip() + '\n' + login.chain().strip() + '\n';
  }

  /** The properties of the login, with the file in the place of what it holds. */
  Map<String, Object> named(Map<String, Object> properties) {
    Map<String, Object> named = new LinkedHashMap<>(properties);
    named.remove(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
    named.remove(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);
    named.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, path);
    return named;
  }
}
