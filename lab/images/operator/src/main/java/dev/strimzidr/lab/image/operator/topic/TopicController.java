package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.apply.StatusPatch;
import dev.strimzidr.lab.image.operator.process.Recreations;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Conditions;
import dev.strimzidr.lab.image.operator.status.Failures;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code KafkaTopic} resources. */
public final class TopicController implements Reconciler<KafkaTopic> {
  private static final Logger LOG = LoggerFactory.getLogger(TopicController.class);
  private static final String BY_TOPIC = "topic";
  private final TopicSettings settings;
  private final TopicRollout rollout;
  private final TopicResources resources;
  private final StatusPatch statuses;
  private final Conditions conditions;
  private final Recreations<KafkaTopic> recreations;

  public TopicController(
      TopicSettings settings,
      TopicGateway kafka,
      KubernetesClient client,
      Conditions conditions,
      Recreations<KafkaTopic> recreations) {
    this.settings = settings;
    this.resources = new TopicResources(client, settings.finalizers());
    this.rollout = new TopicRollout(kafka);
    this.statuses = new StatusPatch(client);
    this.conditions = conditions;
    this.recreations = recreations;
  }

  @Override
  public List<EventSource<?, KafkaTopic>> prepareEventSources(
      EventSourceContext<KafkaTopic> context) {
    context.getPrimaryCache().addIndexer(BY_TOPIC, this::index);
    return List.of(recreations.in(context));
  }

  @Override
  public UpdateControl<KafkaTopic> reconcile(KafkaTopic topic, Context<KafkaTopic> context) {
    if (!isSelected(topic)) {
      return UpdateControl.noUpdate();
    }
    boolean gone = context.isPrimaryResourceDeleted();
    if (gone || topic.isMarkedForDeletion()) {
      Optional<Refusal> refusal = delete(topic);
      if (refusal.isEmpty() || gone) {
        return UpdateControl.noUpdate();
      }
      statuses.patch(topic, failed(topic, Optional.empty(), refusal.get()));
    } else if (topic.getSpec() == null) {
      LOG.warn("KafkaTopic {} has no spec", topic.getMetadata().getName());
    } else {
      statuses.patch(topic, status(topic, context));
    }
    return UpdateControl.<KafkaTopic>noUpdate().rescheduleAfter(settings.interval());
  }

  private Optional<Refusal> delete(KafkaTopic topic) {
    if (isManaged(topic)) {
      Optional<Refusal> refusal = renamed(topic).or(() -> rollout.delete(TopicSpec.name(topic)));
      if (refusal.isPresent()) {
        log(topic, refusal.get());
        return refusal;
      }
    }
    resources.release(topic);
    return Optional.empty();
  }

  private KafkaTopicStatus status(KafkaTopic topic, Context<KafkaTopic> context) {
    KafkaTopicStatus status = new KafkaTopicStatus();
    status.setObservedGeneration(topic.getMetadata().getGeneration());
    if (!isManaged(topic)) {
      status.addCondition(conditions.unmanaged());
      return status;
    }
    Optional<Refusal> refusal = renamed(topic).or(() -> conflict(topic, context));
    if (refusal.isPresent()) {
      return failed(topic, Optional.empty(), refusal.get());
    }
    status.setTopicName(TopicSpec.name(topic));
    if (Annotations.isTrue(topic, Annotations.PAUSE)) {
      status.addCondition(conditions.paused());
      return status;
    }
    resources.prepare(topic);
    TopicRollout.Result result = rollout.run(topic);
    if (result.refusal().isPresent()) {
      return failed(topic, result.id(), result.refusal().get());
    }
    result.id().ifPresent(status::setTopicId);
    status.addCondition(conditions.ready());
    return status;
  }

  private KafkaTopicStatus failed(KafkaTopic topic, Optional<String> id, Refusal refusal) {
    log(topic, refusal);
    KafkaTopicStatus status = new KafkaTopicStatus();
    status.setObservedGeneration(topic.getMetadata().getGeneration());
    status.setTopicName(knownName(topic).orElseGet(() -> TopicSpec.name(topic)));
    id.ifPresent(status::setTopicId);
    status.addCondition(conditions.readyFalse(refusal.reason(), Failures.message(refusal)));
    return status;
  }

  private static void log(KafkaTopic topic, Refusal refusal) {
    LOG.warn(
        "KafkaTopic {}: {}: {}",
        topic.getMetadata().getName(),
        refusal.reason(),
        Failures.message(refusal));
  }

  private List<String> index(KafkaTopic topic) {
    return isSelected(topic) && isManaged(topic) && renamed(topic).isEmpty()
        ? List.of(TopicSpec.name(topic))
        : List.of();
  }

  private static Optional<Refusal> conflict(KafkaTopic topic, Context<KafkaTopic> context) {
    return TopicOwner.conflict(
        topic, context.getPrimaryCache().byIndex(BY_TOPIC, TopicSpec.name(topic)));
  }

  private static Optional<Refusal> renamed(KafkaTopic topic) {
    return knownName(topic)
        .filter(known -> !known.equals(TopicSpec.name(topic)))
        .map(known -> new Refusal("NotSupported", "Changing spec.topicName is not supported"));
  }

  private static Optional<String> knownName(KafkaTopic topic) {
    return Optional.ofNullable(topic.getStatus()).map(KafkaTopicStatus::getTopicName);
  }

  /** Watching only what is selected would take a changed label for a deletion. */
  private boolean isSelected(KafkaTopic topic) {
    return Optional.ofNullable(topic.getMetadata().getLabels())
        .orElse(Map.of())
        .entrySet()
        .containsAll(settings.selector().entrySet());
  }

  private static boolean isManaged(KafkaTopic topic) {
    return !Annotations.of(topic, "strimzi.io/managed").equals(Optional.of("false"));
  }
}
