package dev.strimzidr.kafka;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Bootstrap servers, trust and credentials of a client. {@code toString} shows no password and no
 * key.
 *
 * @param bootstrapServers a comma-separated list of {@code host:port}
 * @param tls whether the connection is encrypted
 * @param certificates trusted certificates, PEM
 * @param login the credentials; empty for a listener without authentication
 */
public record KafkaAccess(
    String bootstrapServers, boolean tls, List<String> certificates, Optional<Login> login) {

  /** Credentials of a client. */
  public sealed interface Login {
    String user();
  }

  /** SCRAM credentials. */
  public record Password(String user, String password) implements Login {
    @Override
    public String toString() {
      return "Password[" + user + "]";
    }
  }

  /**
   * A client certificate.
   *
   * @param chain its certificate and those that have signed it, PEM
   * @param key its private key, PKCS#8, PEM
   */
  public record Certificate(String user, String chain, String key) implements Login {
    @Override
    public String toString() {
      return "Certificate[" + user + "]";
    }
  }

  /** The same through other addresses, such as the name that both sites share. */
  public KafkaAccess through(String servers) {
    return new KafkaAccess(servers, tls, certificates, login);
  }

  /** The same with other trusted certificates. */
  public KafkaAccess trusting(Collection<String> others) {
    return new KafkaAccess(bootstrapServers, tls, List.copyOf(others), login);
  }

  /** The same under a name that leads to the site, at the port of its first bootstrap server. */
  public KafkaAccess under(String name) {
    String first = bootstrapServers.split(",", -1)[0];
    return through(name + first.substring(first.lastIndexOf(':')));
  }

  /** The properties that every client of Kafka takes. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol());
    if (tls) {
      properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      properties.put(
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, String.join("\n", certificates));
    }
    login.ifPresent(known -> properties.putAll(of(known)));
    return properties;
  }

  private String protocol() {
    if (login.filter(Password.class::isInstance).isPresent()) {
      return tls ? "SASL_SSL" : "SASL_PLAINTEXT";
    }
    return tls ? "SSL" : "PLAINTEXT";
  }

  private static Map<String, Object> of(Login login) {
    Map<String, Object> properties = new LinkedHashMap<>();
    switch (login) {
      case Password known -> {
        properties.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
        properties.put(
            SaslConfigs.SASL_JAAS_CONFIG,
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(quoted(known.user()), quoted(known.password())));
      }
      case Certificate known -> {
        properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
        properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, known.chain());
        properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, known.key());
      }
    }
    return properties;
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
