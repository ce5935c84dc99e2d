package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.strimzi.api.kafka.model.common.template.MetadataTemplate;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Secret that tells a user how to log in. */
final class UserSecrets {
  static final String PASSWORD = "password";
  private static final String OPERATOR = "strimzi-user-operator";

  private UserSecrets() {}

  static Map<String, String> data(String user, String password) {
    String login =
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password);
    return Map.of(
        PASSWORD,
        KeyAndCertificate.encode(password),
        "sasl.jaas.config",
        KeyAndCertificate.encode(login));
  }

  static Secret of(KafkaUser user, String name, Map<String, String> data) {
    Optional<MetadataTemplate> template =
        Optional.ofNullable(user.getSpec().getTemplate())
            .map(parts -> parts.getSecret())
            .map(secret -> secret.getMetadata());
    Map<String, String> labels = labels(user);
    template.map(MetadataTemplate::getLabels).ifPresent(labels::putAll);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(user.getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(template.map(MetadataTemplate::getAnnotations).orElse(Map.of()))
        .withOwnerReferences(Component.owner(user, false))
        .endMetadata()
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static Map<String, String> labels(KafkaUser user) {
    String name = user.getMetadata().getName();
    Map<String, String> labels = new TreeMap<>(Labels.inherited(user));
    labels.put(Labels.KIND, KafkaUser.RESOURCE_KIND);
    labels.put(Labels.KUBERNETES + "name", OPERATOR);
    labels.put(Labels.KUBERNETES + "instance", name);
    labels.put(Labels.KUBERNETES + "part-of", "strimzi-" + name);
    labels.put(Labels.KUBERNETES + "managed-by", OPERATOR);
    return labels;
  }
}
