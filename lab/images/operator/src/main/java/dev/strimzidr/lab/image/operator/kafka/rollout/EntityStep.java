package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.certificates.CertificateIssuer;
import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Subject;
import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.authority.AuthoritySecrets;
import dev.strimzidr.lab.image.operator.entity.EntityDeployment;
import dev.strimzidr.lab.image.operator.entity.EntityOperator;
import dev.strimzidr.lab.image.operator.entity.EntityResources;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rolls out the entity operator, or takes it away. */
record EntityStep(Session session, Kafka kafka, Authority clusterCa) {
  private static final String CERTIFICATE_NAME = "entity-operator";
  private static final int SHORT_THUMBPRINT = 8;

  void run() {
    Optional<EntityOperator> operator = EntityOperator.of(kafka, session.settings());
    if (operator.isPresent()) {
      apply(operator.get());
    } else {
      remove();
    }
  }

  private void apply(EntityOperator operator) {
    List<HasMetadata> resources = new ArrayList<>(EntityResources.of(operator));
    StringBuilder thumbprints = new StringBuilder();
    List<Component> halves = new ArrayList<>();
    operator.topic().ifPresent(spec -> halves.add(operator.topicComponent()));
    operator.user().ifPresent(spec -> halves.add(operator.userComponent()));
    for (Component half : halves) {
      KeyAndCertificate identity = identity(half);
      thumbprints.append(CertificateStep.thumbprint(identity), 0, SHORT_THUMBPRINT);
      resources.add(EntityResources.identity(half, clusterCa, identity));
    }
    session.applier().applyAll(resources);
    Map<String, String> marks = new TreeMap<>();
    marks.put(
        Annotations.CLUSTER_CA_CERT_GENERATION,
        Integer.toString(clusterCa.certificateGeneration()));
    marks.put(Annotations.CLUSTER_CA_KEY_GENERATION, Integer.toString(clusterCa.keyGeneration()));
    marks.put(Annotations.SERVER_CERT_HASH, thumbprints.toString());
    session.applier().apply(EntityDeployment.of(operator, marks));
    session.waiting().deployment(operator.component().name());
  }

  private KeyAndCertificate identity(Component half) {
    var reader = new AuthoritySecrets(kafka);
    Optional<KeyAndCertificate> current =
        session
            .secret(half.name() + "-certs")
            .map(secret -> reader.identity(secret, CERTIFICATE_NAME, clusterCa.role()));
    return clusterCa.clientCertificate(
        new CertificateIssuer(session.clock()), Subject.strimzi(half.name()), current);
  }

  private void remove() {
    var deployment =
        session
            .client()
            .apps()
            .deployments()
            .inNamespace(session.settings().namespace())
            .withName(KafkaResources.entityOperatorDeploymentName(kafka.getMetadata().getName()));
    if (deployment.get() != null) {
      deployment.delete();
    }
  }
}
