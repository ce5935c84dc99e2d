package dev.strimzidr.lab.image.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.HashMap;
import java.util.Map;

/** Which brokers are ready while they are rolled. */
final class BrokerRolling implements Watcher<Pod> {
  private final Map<String, Boolean> ready = new HashMap<>();
  private long mostDown;

  private BrokerRolling() {}

  /** Watches as long as the client is open. */
  static BrokerRolling watch(KubernetesClient client) {
    var rolling = new BrokerRolling();
    client
        .pods()
        .inNamespace(OperatorSite.NAMESPACE)
        .withLabel("strimzi.io/broker-role", "true")
        .watch(rolling);
    return rolling;
  }

  synchronized long mostDownAtOnce() {
    return mostDown;
  }

  @Override
  public synchronized void eventReceived(Action action, Pod pod) {
    ready.put(pod.getMetadata().getName(), action != Action.DELETED && Readiness.isPodReady(pod));
    mostDown = Math.max(mostDown, ready.values().stream().filter(up -> !up).count());
  }

  @Override
  public void onClose(WatcherException cause) {
    // What was seen may lack something from now on; the client watches anew by itself if it can.
  }
}
