package dev.strimzidr.lab.image.operator.authority;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Component;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Secrets of a cluster's CAs, of whom everybody trusts, and of the cluster operator. */
public final class AuthoritySecrets {
  /** What the cluster operator calls itself in its certificate. */
  public static final String OPERATOR = "cluster-operator";

  private static final String NAME = "strimzi";
  private final Kafka kafka;
  private final String cluster;

  public AuthoritySecrets(Kafka kafka) {
    this.kafka = kafka;
    this.cluster = kafka.getMetadata().getName();
  }

  public Secret certificate(Authority authority, boolean owned) {
    String name =
        authority.role() == Role.CLUSTER
            ? KafkaResources.clusterCaCertificateSecretName(cluster)
            : KafkaResources.clientsCaCertificateSecretName(cluster);
    Map<String, String> marks =
        Map.of(Annotations.CA_CERT_GENERATION, Integer.toString(authority.certificateGeneration()));
    return ofAuthority(name, marks, authority.certificates(), owned);
  }

  public Secret key(Authority authority, boolean owned) {
    String name =
        authority.role() == Role.CLUSTER
            ? KafkaResources.clusterCaKeySecretName(cluster)
            : KafkaResources.clientsCaKeySecretName(cluster);
    Map<String, String> marks =
        Map.of(Annotations.CA_KEY_GENERATION, Integer.toString(authority.keyGeneration()));
    return ofAuthority(name, marks, authority.key(), owned);
  }

  public Secret trustBundle(Authority clusterCa, Authority clientsCa) {
    Map<String, String> marks =
        Map.of(
            clusterCa.role().generationAnnotation(),
                Integer.toString(clusterCa.certificateGeneration()),
            clientsCa.role().generationAnnotation(),
                Integer.toString(clientsCa.certificateGeneration()));
    return secret(
        "trust-bundle",
        KafkaResources.trustBundleSecretName(cluster),
        marks,
        Map.of(
            "cluster-ca.crt", KeyAndCertificate.encode(clusterCa.trusted()),
            "clients-ca.crt", KeyAndCertificate.encode(clientsCa.trusted())));
  }

  public Secret operator(Authority clusterCa, KeyAndCertificate identity) {
    return secret(
        NAME,
        KafkaResources.clusterOperatorCertsSecretName(cluster),
        Map.of(clusterCa.role().generationAnnotation(), Integer.toString(identity.generation())),
        Map.of(
            OPERATOR + ".key",
            identity.encodedKey(),
            OPERATOR + ".crt",
            identity.encodedCertificate()));
  }

  /** Reads back a key and certificate. */
  public KeyAndCertificate identity(Secret secret, String name, Role role) {
    return new KeyAndCertificate(
        KeyAndCertificate.decode(
            Objects.requireNonNullElse(secret.getData().get(name + ".key"), "")),
        KeyAndCertificate.decode(
            Objects.requireNonNullElse(secret.getData().get(name + ".crt"), "")),
        Annotations.number(secret, role.generationAnnotation(), 0));
  }

  private Secret ofAuthority(
      String name, Map<String, String> marks, Map<String, String> data, boolean owned) {
    Secret secret = secret("certificate-authority", name, marks, data);
    if (!owned) {
      secret.getMetadata().setOwnerReferences(List.of());
    }
    return secret;
  }

  private Secret secret(
      String type, String name, Map<String, String> marks, Map<String, String> data) {
    return new SecretBuilder()
        .withMetadata(Component.of(kafka, NAME, type).metadata(name, Map.of(), marks))
        .withType("Opaque")
        .withData(data)
        .build();
  }
}
