package dev.strimzidr.lab.node.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the node watches of the cluster. */
public final class Watches implements AutoCloseable {
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<ConfigMap> configMaps;
  private final SharedIndexInformer<Secret> secrets;
  private final SharedIndexInformer<PersistentVolumeClaim> claims;
  private final SharedIndexInformer<PersistentVolume> volumes;

  /** Watches that are not running yet. */
  public Watches(KubernetesClient client) {
    pods = client.pods().inAnyNamespace().runnableInformer(0);
    services = client.services().inAnyNamespace().runnableInformer(0);
    configMaps = client.configMaps().inAnyNamespace().runnableInformer(0);
    secrets = client.secrets().inAnyNamespace().runnableInformer(0);
    claims = client.persistentVolumeClaims().inAnyNamespace().runnableInformer(0);
    volumes = client.persistentVolumes().runnableInformer(0);
  }

  /** Called with every Pod that comes, changes or goes; set before {@link #start}. */
  public void onPod(ResourceEventHandler<? super Pod> handler) {
    pods.addEventHandler(handler);
  }

  /** Called when a Service or Pod has changed. */
  public void onNetwork(Runnable changed) {
    services.addEventHandler(new Changed<>(changed));
    pods.addEventHandler(new Changed<>(changed));
  }

  /** Called when something has changed that volumes or variables may come from. */
  public void onSources(Runnable changed) {
    configMaps.addEventHandler(new Changed<>(changed));
    secrets.addEventHandler(new Changed<>(changed));
    claims.addEventHandler(new Changed<>(changed));
    volumes.addEventHandler(new Changed<>(changed));
  }

  /** Called when a persistent volume or a claim has changed. */
  public void onStorage(Runnable changed) {
    claims.addEventHandler(new Changed<>(changed));
    volumes.addEventHandler(new Changed<>(changed));
  }

  /** Begins to watch; Pods come last, so that what they need is known. */
  public void start() {
    all().forEach(SharedIndexInformer::run);
  }

  /** The Pods of the cluster. */
  public Collection<Pod> pods() {
    return pods.getStore().list();
  }

  /** The Services of the cluster. */
  public Collection<Service> services() {
    return services.getStore().list();
  }

  /** The claims of the cluster. */
  public Collection<PersistentVolumeClaim> claims() {
    return claims.getStore().list();
  }

  /** The persistent volumes of the cluster. */
  public Collection<PersistentVolume> volumes() {
    return volumes.getStore().list();
  }

  /** A ConfigMap, if there is one. */
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return get(configMaps, namespace, name);
  }

  /** A Secret, if there is one. */
  public Optional<Secret> secret(String namespace, String name) {
    return get(secrets, namespace, name);
  }

  @Override
  public void close() {
    all().forEach(SharedIndexInformer::close);
  }

  private List<SharedIndexInformer<? extends HasMetadata>> all() {
    return List.of(volumes, claims, configMaps, secrets, services, pods);
  }

  private static <T extends HasMetadata> Optional<T> get(
      SharedIndexInformer<T> informer, String namespace, String name) {
    return Optional.ofNullable(
        informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
  }

  private record Changed<T>(Runnable action) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T resource) {
      action.run();
    }

    @Override
    public void onUpdate(T before, T after) {
      action.run();
    }

    @Override
    public void onDelete(T resource, boolean finalStateUnknown) {
      action.run();
    }
  }
}
