package dev.strimzidr.lab.image.operator.mirror;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.ClientTls;
import io.strimzi.api.kafka.model.common.authentication.KafkaClientAuthenticationTls;
import io.strimzi.api.kafka.model.connect.KafkaConnectResources;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2ClusterSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the Kafka clusters of a mirror, as a client sees it.
 *
 * @param namespace of the mirror and of all its Secrets
 * @param mirror the mirror's name
 */
public record MirrorCluster(String namespace, String mirror, KafkaMirrorMaker2ClusterSpec spec) {

  public String alias() {
    return spec.getAlias();
  }

  public Optional<ClientTls> tls() {
    return Optional.ofNullable(spec.getTls());
  }

  /** Whether the servers' certificates are checked against given ones. */
  public boolean hasTrust() {
    return tls()
        .map(ClientTls::getTrustedCertificates)
        .filter(sources -> !sources.isEmpty())
        .isPresent();
  }

  /** The key, in the Secret of trusted certificates, of those for this cluster. */
  public String trustKey() {
    return alias() + "-ca.crt";
  }

  public String trustSecret() {
    return KafkaConnectResources.internalTlsTrustedCertsSecretName(mirror);
  }

  /** How the worker logs in, if it does. */
  public Optional<Sasl> sasl() {
    return Sasl.of(spec.getAuthentication());
  }

  /** The certificate that the worker shows, if it does. */
  public Optional<KafkaClientAuthenticationTls> certificate() {
    return spec.getAuthentication() instanceof KafkaClientAuthenticationTls tls
        ? Optional.of(tls)
        : Optional.empty();
  }

  public String protocol() {
    String plain = tls().isPresent() ? "SSL" : "PLAINTEXT";
    return sasl().isPresent() ? "SASL_" + plain : plain;
  }

  /** The Secrets that the worker reads to connect. */
  public Set<String> secrets() {
    Set<String> names = new HashSet<>();
    if (hasTrust()) {
      names.add(trustSecret());
    }
    certificate().ifPresent(tls -> names.add(tls.getCertificateAndKey().getSecretName()));
    sasl().ifPresent(sasl -> names.add(sasl.secret()));
    return names;
  }

  /**
   * The security options of a client, but for the protocol.
   *
   * @param trustKey the key of the trusted certificates
   */
  public Map<String, String> trustOptions(String trustKey) {
    Map<String, String> options = new LinkedHashMap<>();
    if (hasTrust()) {
      options.put("ssl.truststore.certificates", reference(trustSecret(), trustKey));
      options.put("ssl.truststore.type", "PEM");
    }
    return options;
  }

  /** The options with which a client shows who it is. */
  public Map<String, String> identityOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    certificate()
        .map(KafkaClientAuthenticationTls::getCertificateAndKey)
        .ifPresent(pair -> {
          options.put(
              "ssl.keystore.certificate.chain",
              reference(pair.getSecretName(), pair.getCertificate()));
          options.put("ssl.keystore.key", reference(pair.getSecretName(), pair.getKey()));
          options.put("ssl.keystore.type", "PEM");
        });
    sasl()
        .ifPresent(sasl -> {
          options.put("sasl.mechanism", sasl.mechanism());
          options.put("sasl.jaas.config", sasl.jaas(namespace));
        });
    return options;
  }

  /**
   * A login has to be complete.
   *
   * @throws Refusal when it is not
   */
  void check() {
    boolean incomplete =
        certificate().filter(tls -> tls.getCertificateAndKey() == null).isPresent();
    if (incomplete) {
      throw Refusal.invalidResource(
          "TLS Client authentication selected, but no certificate and key configured.");
    }
  }

  private String reference(String secret, String key) {
    return "${strimzisecrets:%s/%s:%s}".formatted(namespace, secret, key);
  }
}
