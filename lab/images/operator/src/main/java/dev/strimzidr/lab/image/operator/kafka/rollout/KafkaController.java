package dev.strimzidr.lab.image.operator.kafka.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.process.Changes;
import dev.strimzidr.lab.image.operator.process.OperatorSettings;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.status.Failures;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaBuilder;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code Kafka} resources: rolls them out and says in their status how it went. */
public record KafkaController(Session session) implements Reconciler<Kafka> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaController.class);

  @Override
  public UpdateControl<Kafka> reconcile(Kafka cached, Context<Kafka> context) {
    // What is cached may be older than the status that was written a moment ago: a cluster that is
    // ready would be taken for one that never was.
    Kafka kafka = session.client().resource(cached).get();
    if (kafka == null || kafka.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    if (Annotations.isTrue(kafka, Annotations.PAUSE)) {
      KafkaStatus paused = new KafkaStatus();
      paused.setConditions(List.of(session.conditions().paused()));
      paused.setObservedGeneration(
          Optional.ofNullable(kafka.getStatus()).map(s -> s.getObservedGeneration()).orElse(0L));
      session.statuses().write(kafka, paused);
    } else {
      session.statuses().write(kafka, rollOut(kafka));
    }
    return UpdateControl.<Kafka>noUpdate().rescheduleAfter(session.settings().interval());
  }

  @Override
  public List<EventSource<?, Kafka>> prepareEventSources(EventSourceContext<Kafka> context) {
    var pools =
        InformerEventSourceConfiguration.from(KafkaNodePool.class, Kafka.class)
            .withSecondaryToPrimaryMapper(KafkaController::clusterOf)
            .withOnUpdateFilter(Changes::matter)
            .build();
    return List.of(new InformerEventSource<>(pools, context));
  }

  private KafkaStatus rollOut(Kafka kafka) {
    KafkaStatus status = new KafkaStatus();
    status.setClusterSecurity(
        Map.of(
            "encryption",
            Map.of("type", "strimzi-tls"),
            "authentication",
            Map.of("type", "strimzi-mtls")));
    status.setObservedGeneration(kafka.getMetadata().getGeneration());
    Optional<KafkaStatus> before = Optional.ofNullable(kafka.getStatus());
    boolean first = before.map(KafkaStatus::getConditions).orElse(List.of()).isEmpty();
    try {
      new ClusterRollout(session, kafka, status, () -> progress(kafka, status, first)).run();
      status.setOperatorLastSuccessfulVersion(OperatorSettings.VERSION);
      status.addCondition(session.conditions().ready());
    } catch (RuntimeException e) {
      Failures.log(LOG, "Kafka", kafka, e);
      before
          .map(KafkaStatus::getOperatorLastSuccessfulVersion)
          .ifPresent(status::setOperatorLastSuccessfulVersion);
      status.addCondition(session.conditions().notReady(Failures.reason(e), Failures.message(e)));
    }
    before.ifPresent(old -> carryOver(old, status));
    return status;
  }

  /** During the first rollout the status has no conditions yet. */
  private void progress(Kafka kafka, KafkaStatus status, boolean first) {
    if (first) {
      KafkaStatus partial = new KafkaBuilder().withStatus(status).build().getStatus();
      partial.setConditions(null);
      session.statuses().write(kafka, partial);
    }
  }

  private static void carryOver(KafkaStatus old, KafkaStatus status) {
    if (status.getClusterId() == null) {
      status.setClusterId(old.getClusterId());
    }
    if (status.getKafkaVersion() == null) {
      status.setKafkaVersion(old.getKafkaVersion());
    }
    if (status.getKafkaMetadataVersion() == null) {
      status.setKafkaMetadataVersion(old.getKafkaMetadataVersion());
    }
  }

  private static Set<ResourceID> clusterOf(KafkaNodePool pool) {
    return Labels.of(pool, Labels.CLUSTER)
        .map(name -> Set.of(new ResourceID(name, pool.getMetadata().getNamespace())))
        .orElse(Set.of());
  }
}
