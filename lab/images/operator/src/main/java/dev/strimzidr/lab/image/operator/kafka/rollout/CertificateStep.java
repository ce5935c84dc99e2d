package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.authority.AuthoritySecrets;
import dev.strimzidr.lab.image.operator.kafka.Cluster;
import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.resource.DnsNames;
import dev.strimzidr.lab.image.operator.resource.Hash;
import dev.strimzidr.lab.image.operator.resource.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sees to the keys and certificates of the nodes. */
final class CertificateStep {
  private final Session session;
  private final Cluster cluster;
  private final Authority clusterCa;

  /**
   * What it came to.
   *
   * @param thumbprints of each node's certificate, by its id
   * @param stale Secrets of nodes that are gone, to be deleted when their Pods are
   */
  record Result(Map<Integer, String> thumbprints, List<Secret> stale) {}

  CertificateStep(Session session, Cluster cluster, Authority clusterCa) {
    this.session = session;
    this.cluster = cluster;
    this.clusterCa = clusterCa;
  }

  Result run(Addresses addresses) {
    Map<String, String> selector = new LinkedHashMap<>(cluster.component().selector());
    selector.put(Labels.COMPONENT_TYPE, cluster.component().type());
    Map<String, Secret> existing =
        session.list(session.client().secrets(), selector).stream()
            .collect(
                Collectors.toMap(secret -> secret.getMetadata().getName(), Function.identity()));
    var issuer = new CertificateIssuer(session.clock());
    var reader = new AuthoritySecrets(cluster.resource());
    List<Secret> desired = new ArrayList<>();
    Map<Integer, String> thumbprints = new HashMap<>();
    for (Node node : cluster.nodes()) {
      Optional<KeyAndCertificate> current =
          Optional.ofNullable(existing.remove(node.podName()))
              .map(secret -> reader.identity(secret, node.podName(), clusterCa.role()));
      KeyAndCertificate identity =
          clusterCa.serverCertificate(issuer, subject(node, addresses), current);
      thumbprints.put(node.id(), thumbprint(identity));
      desired.add(secret(node, identity));
    }
    session.applier().applyAll(desired);
    return new Result(thumbprints, List.copyOf(existing.values()));
  }

  static String thumbprint(KeyAndCertificate identity) {
    try {
      return Hash.full(Pem.certificate(identity.certificate()).getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Subject subject(Node node, Addresses addresses) {
    String namespace = cluster.namespace();
    String service = KafkaResources.brokersServiceName(cluster.name());
    String host = DnsNames.pod(namespace, service, node.podName());
    List<String> hosts = new ArrayList<>();
    hosts.addAll(
        DnsNames.allOfService(namespace, KafkaResources.bootstrapServiceName(cluster.name())));
    hosts.addAll(DnsNames.allOfService(namespace, service));
    hosts.addAll(List.of(DnsNames.withDomain(host), host));
    if (node.broker()) {
      hosts.addAll(addresses.bootstrapNames());
      hosts.addAll(Objects.requireNonNullElse(addresses.brokerNames().get(node.id()), Set.of()));
    }
    return Subject.strimzi(KafkaResources.kafkaComponentName(cluster.name())).reachableAt(hosts);
  }

  private Secret secret(Node node, KeyAndCertificate identity) {
    Map<String, String> marks =
        Map.of(clusterCa.role().generationAnnotation(), Integer.toString(identity.generation()));
    return new SecretBuilder()
        .withMetadata(cluster.component().metadata(node.podName(), Map.of(), marks))
        .withType("Opaque")
        .addToData(node.podName() + ".key", identity.encodedKey())
        .addToData(node.podName() + ".crt", identity.encodedCertificate())
        .build();
  }
}
