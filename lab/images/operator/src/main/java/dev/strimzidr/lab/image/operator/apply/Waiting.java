package dev.strimzidr.lab.image.operator.apply;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.podset.StrimziPodSetList;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits by watching, at most for the operation timeout. */
public record Waiting(KubernetesClient client, String namespace, Duration timeout) {

  /**
   * Returns a Service when it has the address of a load balancer.
   *
   * @throws Refusal when it does not get one in time
   */
  public Service address(String name) {
    return await(
        client.services().inNamespace(namespace).withName(name),
        service ->
            service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && service.getStatus().getLoadBalancer().getIngress() != null
                && service.getStatus().getLoadBalancer().getIngress().stream()
                    .anyMatch(ingress -> ingress.getHostname() != null || ingress.getIp() != null),
        new Waited("Service", name, "addressable"));
  }

  public void podReady(String name) {
    await(
        client.pods().inNamespace(namespace).withName(name),
        pod -> pod.getMetadata().getDeletionTimestamp() == null && Readiness.isPodReady(pod),
        new Waited("Pods", name, "ready"));
  }

  /** Returns when all Pods of a set are there and ready. */
  public void podSet(String name) {
    await(
        client
            .resources(StrimziPodSet.class, StrimziPodSetList.class)
            .inNamespace(namespace)
            .withName(name),
        set ->
            set.getStatus() != null
                && set.getStatus().getObservedGeneration() == set.getMetadata().getGeneration()
                && set.getStatus().getReadyPods() == set.getStatus().getPods(),
        new Waited("StrimziPodSet", name, "ready"));
  }

  /** Returns when a Pod of this name is another one than that with the given uid. */
  public void podReplaced(String name, String uid) {
    await(
        client.pods().inNamespace(namespace).withName(name),
        pod -> !pod.getMetadata().getUid().equals(uid),
        new Waited("Pods", name, "replaced"));
  }

  @SuppressWarnings(
      "deprecation") // Strimzi waits for Endpoints, and has no right to see EndpointSlices.
  public void endpoints(String name) {
    Resource<Endpoints> endpoints = client.endpoints().inNamespace(namespace).withName(name);
    await(
        endpoints,
        e ->
            e.getSubsets() != null
                && e.getSubsets().stream().anyMatch(subset -> !subset.getAddresses().isEmpty()),
        new Waited("Endpoints", name, "ready"));
  }

  public void deployment(String name) {
    await(
        client.apps().deployments().inNamespace(namespace).withName(name),
        Waiting::observedAndReady,
        new Waited("Deployment", name, "ready"));
  }

  private static boolean observedAndReady(Deployment deployment) {
    return deployment.getStatus() != null
        && Objects.equals(
            deployment.getMetadata().getGeneration(),
            deployment.getStatus().getObservedGeneration())
        && Readiness.getInstance().isReady(deployment);
  }

  private record Waited(String kind, String name, String state) {}

  private <T extends HasMetadata> T await(
      Resource<T> resource, Predicate<T> condition, Waited waited) {
    Predicate<T> whenThere = t -> t != null && condition.test(t);
    T current = resource.get();
    if (whenThere.test(current)) {
      return current;
    }
    try {
      return resource.waitUntilCondition(whenThere, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KubernetesClientTimeoutException e) {
      throw Refusal.timeout(
          "Exceeded timeout of %dms while waiting for %s resource %s in namespace %s to be %s"
              .formatted(
                  timeout.toMillis(), waited.kind(), waited.name(), namespace, waited.state()));
    }
  }
}
