package dev.strimzidr.lab.image.operator.podset;

import dev.strimzidr.lab.image.operator.apply.StatusWriter;
import dev.strimzidr.lab.image.operator.resource.Component;
import dev.strimzidr.lab.image.operator.resource.Labels;
import dev.strimzidr.lab.image.operator.resource.PodSets;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps the Pods of each set: creates what is missing, deletes what ended or does not belong,
 * counts.
 */
public record PodSetController(KubernetesClient client, StatusWriter statuses)
    implements Reconciler<StrimziPodSet> {

  @Override
  public UpdateControl<StrimziPodSet> reconcile(StrimziPodSet set, Context<StrimziPodSet> context) {
    if (set.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    Map<String, Pod> current =
        context
            .getSecondaryResourcesAsStream(Pod.class)
            .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), Function.identity()));
    List<Pod> desired = PodSets.pods(set);
    PodSetPlan plan = PodSetPlan.of(desired, current);
    OwnerReference owner = Component.owner(set, true);
    plan.create().forEach(pod -> create(pod, owner));
    plan.delete().forEach(this::delete);
    statuses.write(set, plan.status(set.getMetadata().getGeneration()));
    return UpdateControl.noUpdate();
  }

  @Override
  public List<EventSource<?, StrimziPodSet>> prepareEventSources(
      EventSourceContext<StrimziPodSet> context) {
    var pods =
        InformerEventSourceConfiguration.from(Pod.class, StrimziPodSet.class)
            .withLabelSelector(Labels.CONTROLLER + "=strimzipodset")
            .withSecondaryToPrimaryMapper(PodSetController::setOf)
            .build();
    return List.of(new InformerEventSource<>(pods, context));
  }

  private static Set<ResourceID> setOf(Pod pod) {
    return Labels.of(pod, Labels.CONTROLLER_NAME)
        .map(name -> Set.of(new ResourceID(name, pod.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private void create(Pod pod, OwnerReference owner) {
    Pod owned = new PodBuilder(pod).editMetadata().withOwnerReferences(owner).endMetadata().build();
    try {
      client.resource(owned).create();
    } catch (KubernetesClientException e) {
      // The cache may not yet know a Pod that was made a moment ago.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private void delete(Pod pod) {
    Optional.ofNullable(pod.getMetadata().getDeletionTimestamp())
        .ifPresentOrElse(
            already -> {},
            () ->
                client
                    .resource(pod)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete());
  }
}
