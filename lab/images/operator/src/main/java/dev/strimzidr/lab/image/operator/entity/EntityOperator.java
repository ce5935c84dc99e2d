package dev.strimzidr.lab.image.operator.entity;

import dev.strimzidr.lab.image.operator.kafka.check.PoolChecks;
import dev.strimzidr.lab.image.operator.process.OperatorSettings;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaResources;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityTopicOperatorSpec;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityUserOperatorSpec;
import java.util.Optional;

/**
 * The entity operator of a cluster as it is to be.
 *
 * @param component the Deployment and what both operators share
 * @param topic the topic operator, if there is to be one
 * @param user the user operator, if there is to be one
 */
public record EntityOperator(
    Kafka kafka,
    Component component,
    Optional<EntityTopicOperatorSpec> topic,
    Optional<EntityUserOperatorSpec> user,
    OperatorSettings settings) {
  private static final String TYPE = "entity-operator";

  /**
   * The entity operator, or nothing when neither of its halves is asked for.
   *
   * @throws Refusal when it is to watch another namespace
   */
  public static Optional<EntityOperator> of(Kafka kafka, OperatorSettings settings) {
    String cluster = kafka.getMetadata().getName();
    return Optional.ofNullable(kafka.getSpec().getEntityOperator())
        .filter(spec -> spec.getTopicOperator() != null || spec.getUserOperator() != null)
        .map(spec ->
            new EntityOperator(
                kafka,
                Component.of(kafka, KafkaResources.entityOperatorDeploymentName(cluster), TYPE),
                Optional.ofNullable(spec.getTopicOperator()),
                Optional.ofNullable(spec.getUserOperator()),
                settings))
        .map(EntityOperator::checked);
  }

  public String cluster() {
    return component.cluster();
  }

  public Component topicComponent() {
    return half("-entity-topic-operator", "entity-topic-operator");
  }

  public Component userComponent() {
    return half("-entity-user-operator", "entity-user-operator");
  }

  private Component half(String suffix, String type) {
    return Component.of(kafka, cluster() + suffix, type);
  }

  private EntityOperator checked() {
    topic.ifPresent(spec -> {
      watchesOwn(spec.getWatchedNamespace());
      PoolChecks.checkResources(
          spec.getResources(), "Kafka.spec.entityOperator.topicOperator.resources");
    });
    user.ifPresent(spec -> {
      watchesOwn(spec.getWatchedNamespace());
      PoolChecks.checkResources(
          spec.getResources(), "Kafka.spec.entityOperator.userOperator.resources");
    });
    return this;
  }

  private void watchesOwn(String namespace) {
    if (namespace != null && !namespace.equals(component.namespace())) {
      throw Refusal.invalidConfiguration(
          "Entity Operator deployment deleted because Topic Operator and/or User Operator are"
              + " configured with watchedNamespace set to a different namespace but the feature is"
              + " disabled. To enable cross-namespace watching, set"
              + " STRIMZI_ENTITY_OPERATOR_WATCHED_NAMESPACE_ENABLED=true");
    }
  }
}
