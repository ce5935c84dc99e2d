package dev.strimzidr.lab.image.operator.entity;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.image.operator.authority.Authority;
import dev.strimzidr.lab.image.operator.resource.Access;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.LogSettings;
import dev.strimzidr.lab.image.operator.resource.Policies;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.strimzi.api.kafka.model.common.Logging;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything of the entity operator but its Deployment. */
public final class EntityResources {
  static final String KEY = "entity-operator.key";
  static final String CERTIFICATE = "entity-operator.crt";
  private static final String[] CHANGE = {"get", "list", "watch", "create", "patch", "update"};

  private EntityResources() {}

  /** Rights, policies and logging. */
  public static List<HasMetadata> of(EntityOperator operator) {
    Component component = operator.component();
    List<HasMetadata> resources = new ArrayList<>();
    resources.add(Access.account(component));
    resources.add(Access.role(component, rules()));
    if (operator.settings().networkPolicies()) {
      resources.add(Policies.network(component, component.name(), probes(operator)));
    }
    if (operator.settings().disruptionBudgets()) {
      resources.add(Policies.maxUnavailable(component));
    }
    String cluster = operator.cluster();
    operator
        .topic()
        .ifPresent(spec ->
            resources.addAll(
                part(
                    operator,
                    operator.topicComponent(),
                    KafkaResources.entityTopicOperatorRoleBinding(cluster),
                    KafkaResources.entityTopicOperatorLoggingConfigMapName(cluster),
                    "TOConfig",
                    spec.getLogging())));
    operator
        .user()
        .ifPresent(spec ->
            resources.addAll(
                part(
                    operator,
                    operator.userComponent(),
                    KafkaResources.entityUserOperatorRoleBinding(cluster),
                    KafkaResources.entityUserOperatorLoggingConfigMapName(cluster),
                    "UOConfig",
                    spec.getLogging())));
    return resources;
  }

  /** The rights and the logging of one of the two operators. */
  private static List<HasMetadata> part(
      EntityOperator operator,
      Component part,
      String roleBinding,
      String configMap,
      String title,
      @Nullable Logging logging) {
    return List.of(
        Access.binding(part, roleBinding, operator.component().name()),
        logging(part, configMap, title, logging));
  }

  /** The Secret with which one of the two operators shows itself to the brokers. */
  public static Secret identity(
      Component component, Authority authority, KeyAndCertificate identity) {
    return new SecretBuilder()
        .withMetadata(
            component.metadata(
                component.name() + "-certs",
                Map.of(),
                Map.of(
                    authority.role().generationAnnotation(),
                    Integer.toString(identity.generation()))))
        .withType("Opaque")
        .addToData(KEY, identity.encodedKey())
        .addToData(CERTIFICATE, identity.encodedCertificate())
        .build();
  }

  private static List<NetworkPolicyIngressRule> probes(EntityOperator operator) {
    return Stream.concat(
            operator.topic().map(spec -> Policies.allow(8080, List.of())).stream(),
            operator.user().map(spec -> Policies.allow(8081, List.of())).stream())
        .toList();
  }

  private static List<PolicyRule> rules() {
    String strimzi = "kafka.strimzi.io";
    List<String> changeAndDelete = new ArrayList<>(List.of(CHANGE));
    changeAndDelete.add("delete");
    return List.of(
        rule(strimzi, List.of("kafkatopics"), changeAndDelete),
        rule(strimzi, List.of("kafkausers"), List.of(CHANGE)),
        rule(
            strimzi,
            List.of("kafkatopics/status", "kafkausers/status"),
            List.of("get", "patch", "update")),
        rule(
            strimzi, List.of("kafkatopics/finalizers", "kafkausers/finalizers"), List.of("update")),
        rule(
            "",
            List.of("secrets"),
            List.of("get", "list", "watch", "create", "delete", "patch", "update")));
  }

  private static PolicyRule rule(String group, List<String> resources, List<String> verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }

  private static ConfigMap logging(
      Component component, String name, String title, @Nullable Logging asked) {
    String text =
        new LogSettings(title, "%d{yyyy-MM-dd HH:mm:ss} %-5p %c{1}:%L - %m%n", "stdout")
            .logger("jetty", "org.eclipse.jetty", "INFO")
            .render(asked);
    return new ConfigMapBuilder()
        .withMetadata(component.metadata(name))
        .addToData(LogSettings.KEY, text)
        .build();
  }
}
