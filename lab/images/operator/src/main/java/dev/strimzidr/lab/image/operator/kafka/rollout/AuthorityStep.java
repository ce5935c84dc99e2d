package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.admin.Identity;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.authority.Authority.Change;
import dev.strimzidr.lab.image.operator.authority.AuthorityPlan;
import dev.strimzidr.lab.image.operator.authority.AuthoritySecrets;
import dev.strimzidr.lab.image.operator.authority.Role;
import dev.strimzidr.lab.image.operator.authority.TrustState;
import dev.strimzidr.lab.image.operator.kafka.roll.Rolling;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Selectors;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.common.CertificateAuthority;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sees to the two CAs, and that a new one is trusted everywhere before it is used. */
final class AuthorityStep {
  private final Session session;
  private final Kafka kafka;
  private final String cluster;
  private final CertificateIssuer issuer;
  private final AuthoritySecrets secrets;

  /** The CAs, and as whom the operator shows itself to brokers. */
  record Result(Authority cluster, Authority clients, Identity operator) {}

  AuthorityStep(Session session, Kafka kafka) {
    this.session = session;
    this.kafka = kafka;
    this.cluster = kafka.getMetadata().getName();
    this.issuer = new CertificateIssuer(session.clock());
    this.secrets = new AuthoritySecrets(kafka);
  }

  Result run() {
    Map<String, Secret> existing =
        session
            .list(session.client().secrets(), Selectors.of(Kafka.RESOURCE_KIND, cluster))
            .stream()
            .collect(
                Collectors.toMap(secret -> secret.getMetadata().getName(), Function.identity()));
    Authority clusterCa =
        authority(
            Role.CLUSTER,
            kafka.getSpec().getClusterCa(),
            Optional.ofNullable(
                existing.get(KafkaResources.clusterCaCertificateSecretName(cluster))),
            Optional.ofNullable(existing.get(KafkaResources.clusterCaKeySecretName(cluster))));
    Authority clientsCa =
        authority(
            Role.CLIENTS,
            kafka.getSpec().getClientsCa(),
            Optional.ofNullable(
                existing.get(KafkaResources.clientsCaCertificateSecretName(cluster))),
            Optional.ofNullable(existing.get(KafkaResources.clientsCaKeySecretName(cluster))));
    session.applier().apply(secrets.trustBundle(clusterCa, clientsCa));
    TrustState trust = TrustState.of(clusterCa, pods());
    Optional<Secret> own =
        Optional.ofNullable(existing.get(KafkaResources.clusterOperatorCertsSecretName(cluster)));
    Secret operator = operatorSecret(clusterCa, trust, own);
    if (trust.needsTrust() || clusterCa.change() == Change.KEY_REPLACED) {
      rollForTrust(clusterCa, identity(clusterCa, operator));
    }
    boolean generated = isGenerated(kafka.getSpec().getClusterCa());
    Authority result = trust.fullyUsed() && generated ? withoutOld(clusterCa) : clusterCa;
    return new Result(result, clientsCa, identity(result, operator));
  }

  private Authority authority(
      Role role,
      @Nullable CertificateAuthority spec,
      Optional<Secret> certificate,
      Optional<Secret> key) {
    Authority planned =
        new AuthorityPlan(issuer, session.settings().pkcs12()).plan(role, spec, certificate, key);
    if (isGenerated(spec)) {
      boolean owned = spec == null || spec.isGenerateSecretOwnerReference();
      certificate.ifPresent(secret ->
          session.applier().removeAnnotations(secret, List.of(Annotations.DOMAIN + "force-renew")));
      key.ifPresent(secret ->
          session
              .applier()
              .removeAnnotations(secret, List.of(Annotations.DOMAIN + "force-replace")));
      session.applier().apply(secrets.certificate(planned, owned));
      session.applier().apply(secrets.key(planned, owned));
    }
    return planned;
  }

  /**
   * As long as not everybody trusts the new CA, the operator keeps showing a certificate of the old
   * one.
   */
  private Secret operatorSecret(Authority clusterCa, TrustState trust, Optional<Secret> current) {
    if (trust.needsTrust() && current.isPresent()) {
      return current.get();
    }
    KeyAndCertificate identity =
        clusterCa.clientCertificate(
            issuer,
            Subject.strimzi(AuthoritySecrets.OPERATOR),
            current.map(
                secret -> secrets.identity(secret, AuthoritySecrets.OPERATOR, clusterCa.role())));
    return session.applier().apply(secrets.operator(clusterCa, identity));
  }

  private void rollForTrust(Authority clusterCa, Identity identity) {
    int generation = clusterCa.keyGeneration();
    var podSets = new KeyGenerationPatch(session, cluster, generation);
    podSets.run();
    try (Rolling rolling = Rolling.of(session, cluster, podSets.nodes(), identity)) {
      rolling.restart(pod ->
          Annotations.number(pod, Annotations.CLUSTER_CA_KEY_GENERATION, generation) == generation
              ? List.of()
              : List.of("Trust new cluster CA certificate signed by new key"));
    }
    podSets.rollEntityOperator();
  }

  private Authority withoutOld(Authority clusterCa) {
    Authority without = clusterCa.withoutOldCertificates();
    if (without.change() == Change.OLD_CERTIFICATES_REMOVED) {
      var spec = kafka.getSpec().getClusterCa();
      session
          .applier()
          .apply(
              secrets.certificate(without, spec == null || spec.isGenerateSecretOwnerReference()));
    }
    return without;
  }

  private List<Pod> pods() {
    return session.list(session.client().pods(), Selectors.of(Kafka.RESOURCE_KIND, cluster));
  }

  private static Identity identity(Authority clusterCa, Secret operator) {
    return Identity.of(
        clusterCa.trusted(),
        operator,
        AuthoritySecrets.OPERATOR + ".key",
        AuthoritySecrets.OPERATOR + ".crt");
  }

  private static boolean isGenerated(@Nullable CertificateAuthority spec) {
    return spec == null || spec.isGenerateCertificateAuthority();
  }
}
