package dev.strimzidr.lab.image.operator.kafka.check;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.common.ExternalLogging;
import io.strimzi.api.kafka.model.common.template.ContainerTemplate;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.KafkaClusterTemplate;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityOperatorSpec;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityOperatorTemplate;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerType;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePoolTemplate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refuses what Strimzi serves and the lab does not, so that nothing is ignored in silence. */
public final class Imitation {
  private static final Set<KafkaListenerType> LISTENERS =
      EnumSet.of(
          KafkaListenerType.INTERNAL, KafkaListenerType.LOADBALANCER, KafkaListenerType.CLUSTER_IP);

  private Imitation() {}

  /**
   * Looks at every field that is not served.
   *
   * @throws Refusal naming the first field that is not imitated
   */
  public static void check(Kafka kafka, List<KafkaNodePool> pools) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    var spec = kafka.getSpec();
    fields.put("Kafka.spec.cruiseControl", spec.getCruiseControl());
    fields.put("Kafka.spec.kafkaExporter", spec.getKafkaExporter());
    fields.put("Kafka.spec.maintenanceTimeWindows", spec.getMaintenanceTimeWindows());
    var cluster = spec.getKafka();
    fields.put("Kafka.spec.kafka.rack", cluster.getRack());
    fields.put("Kafka.spec.kafka.jmxOptions", cluster.getJmxOptions());
    fields.put("Kafka.spec.kafka.metricsConfig", cluster.getMetricsConfig());
    fields.put("Kafka.spec.kafka.tieredStorage", cluster.getTieredStorage());
    fields.put("Kafka.spec.kafka.quotas", cluster.getQuotas());
    fields.put("Kafka.spec.kafka.brokerRackInitImage", cluster.getBrokerRackInitImage());
    fields.put("Kafka.spec.kafka.logging of type external", external(cluster.getLogging()));
    if (cluster.getAuthorization() != null
        && !(cluster.getAuthorization() instanceof KafkaAuthorizationSimple)) {
      fields.put(
          "Kafka.spec.kafka.authorization of type " + cluster.getAuthorization().getType(), true);
    }
    Optional.ofNullable(cluster.getTemplate()).ifPresent(template -> add(fields, template));
    Optional.ofNullable(spec.getEntityOperator())
        .map(EntityOperatorSpec::getTemplate)
        .ifPresent(template -> add(fields, template));
    Optional.ofNullable(cluster.getListeners())
        .orElse(List.of())
        .forEach(listener -> add(fields, listener));
    pools.stream()
        .flatMap(pool -> Optional.ofNullable(pool.getSpec().getTemplate()).stream())
        .forEach(template -> add(fields, template));
    fields.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .findFirst()
        .ifPresent(field -> {
          throw Refusal.notImitated(field.getKey());
        });
  }

  private static void add(Map<String, @Nullable Object> fields, GenericKafkaListener listener) {
    String path = "listener " + listener.getName() + " ";
    if (!LISTENERS.contains(listener.getType())) {
      fields.put(path + "of type " + listener.getType().toValue(), true);
    }
    var auth = listener.getAuth();
    boolean known =
        auth == null
            || auth instanceof KafkaListenerAuthenticationTls
            || auth instanceof KafkaListenerAuthenticationScramSha512;
    if (!known) {
      fields.put(path + "with authentication of type " + auth.getType(), true);
    }
    Optional.ofNullable(listener.getConfiguration())
        .ifPresent(configuration -> {
          fields.put(path + "with brokerCertChainAndKey", configuration.getBrokerCertChainAndKey());
          fields.put(path + "with useServiceDnsDomain", configuration.getUseServiceDnsDomain());
          fields.put(
              path + "with advertisedPortTemplate", configuration.getAdvertisedPortTemplate());
          fields.put(path + "with finalizers", configuration.getFinalizers());
        });
  }

  private static void add(Map<String, @Nullable Object> fields, KafkaClusterTemplate template) {
    String path = "Kafka.spec.kafka.template.";
    fields.put(path + "podSet", template.getPodSet());
    fields.put(path + "bootstrapService", template.getBootstrapService());
    fields.put(path + "brokersService", template.getBrokersService());
    fields.put(path + "externalBootstrapService", template.getExternalBootstrapService());
    fields.put(path + "perPodService", template.getPerPodService());
    fields.put(path + "persistentVolumeClaim", template.getPersistentVolumeClaim());
    fields.put(path + "clusterCaCert", template.getClusterCaCert());
    fields.put(path + "podDisruptionBudget", template.getPodDisruptionBudget());
    fields.put(path + "initContainer", template.getInitContainer());
    fields.put(path + "serviceAccount", template.getServiceAccount());
  }

  private static void add(Map<String, @Nullable Object> fields, EntityOperatorTemplate template) {
    String path = "Kafka.spec.entityOperator.template.";
    fields.put(path + "deployment", template.getDeployment());
    fields.put(path + "pod", template.getPod());
    fields.put(path + "serviceAccount", template.getServiceAccount());
    fields.put(path + "entityOperatorRole", template.getEntityOperatorRole());
    fields.put(path + "topicOperatorRoleBinding", template.getTopicOperatorRoleBinding());
    fields.put(path + "userOperatorRoleBinding", template.getUserOperatorRoleBinding());
    fields.put(path + "podDisruptionBudget", template.getPodDisruptionBudget());
    add(fields, path + "topicOperatorContainer.", template.getTopicOperatorContainer());
    add(fields, path + "userOperatorContainer.", template.getUserOperatorContainer());
  }

  private static void add(
      Map<String, @Nullable Object> fields, String path, @Nullable ContainerTemplate container) {
    if (container != null) {
      fields.put(path + "securityContext", container.getSecurityContext());
      fields.put(path + "volumeMounts", container.getVolumeMounts());
      Optional.ofNullable(container.getEnv())
          .orElse(List.of())
          .forEach(variable ->
              fields.put(
                  path + "env." + variable.getName() + ".valueFrom", variable.getValueFrom()));
    }
  }

  private static void add(Map<String, @Nullable Object> fields, KafkaNodePoolTemplate template) {
    boolean other =
        Stream.of(
                template.getPodSet(),
                template.getPerPodService(),
                template.getPersistentVolumeClaim(),
                template.getInitContainer())
            .anyMatch(Objects::nonNull);
    if (other) {
      fields.put("KafkaNodePool.spec.template beyond pod and kafkaContainer", true);
    }
  }

  private static @Nullable Object external(@Nullable Object logging) {
    return logging instanceof ExternalLogging ? logging : null;
  }
}
