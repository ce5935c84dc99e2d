package dev.strimzidr.lab.image.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the status of a Kafka says from its creation on. */
final class FirstRollout implements Watcher<Kafka> {
  private final List<KafkaStatus> seen = new CopyOnWriteArrayList<>();

  private FirstRollout() {}

  /** Watches as long as the client is open. */
  static FirstRollout watch(KubernetesClient client) {
    var rollout = new FirstRollout();
    client
        .resources(Kafka.class)
        .inNamespace(OperatorSite.NAMESPACE)
        .withName("my-cluster")
        .watch(rollout);
    return rollout;
  }

  /** Each status before the first one with conditions. */
  List<KafkaStatus> statuses() {
    return seen.stream()
        .takeWhile(status -> status.getConditions() == null || status.getConditions().isEmpty())
        .toList();
  }

  /** Each status from the first one with conditions on. */
  List<KafkaStatus> later() {
    return seen.subList(statuses().size(), seen.size());
  }

  @Override
  public void eventReceived(Action action, Kafka kafka) {
    if (kafka.getStatus() != null) {
      seen.add(kafka.getStatus());
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    // What was seen may lack something from now on; the client watches anew by itself if it can.
  }
}
