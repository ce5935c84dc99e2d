package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.ResourceAnnotations;
import java.util.Map;
import java.util.Optional;

/** Names of Strimzi's annotations, and reading them. */
public final class Annotations {
  public static final String DOMAIN = "strimzi.io/";
  public static final String PAUSE = ResourceAnnotations.ANNO_STRIMZI_IO_PAUSE_RECONCILIATION;
  public static final String STORAGE = DOMAIN + "storage";
  public static final String KAFKA_VERSION = DOMAIN + "kafka-version";
  public static final String DELETE_CLAIM = DOMAIN + "delete-claim";
  public static final String REVISION = DOMAIN + "revision";
  public static final String RESOURCE_REVISION = DOMAIN + "resource-revision";
  public static final String CONFIGURATION_HASH = DOMAIN + "configuration-hash";
  public static final String AUTH_HASH = DOMAIN + "auth-hash";
  public static final String SERVER_CERT_HASH = DOMAIN + "server-cert-hash";
  public static final String CLUSTER_CA_CERT_GENERATION = DOMAIN + "cluster-ca-cert-generation";
  public static final String CLUSTER_CA_KEY_GENERATION = DOMAIN + "cluster-ca-key-generation";
  public static final String CLIENTS_CA_CERT_GENERATION = DOMAIN + "clients-ca-cert-generation";
  public static final String CA_CERT_GENERATION = DOMAIN + "ca-cert-generation";
  public static final String CA_KEY_GENERATION = DOMAIN + "ca-key-generation";
  public static final String CONNECTOR_OFFSETS = DOMAIN + "connector-offsets";
  public static final String MIRROR_CONNECTOR = DOMAIN + "mirrormaker-connector";

  private Annotations() {}

  public static Optional<String> of(HasMetadata resource, String annotation) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .or(() -> Optional.of(Map.of()))
        .map(annotations -> annotations.get(annotation));
  }

  public static boolean isTrue(HasMetadata resource, String annotation) {
    return of(resource, annotation).map(Boolean::parseBoolean).orElse(false);
  }

  public static int number(HasMetadata resource, String annotation, int otherwise) {
    return of(resource, annotation).map(Integer::parseInt).orElse(otherwise);
  }
}
