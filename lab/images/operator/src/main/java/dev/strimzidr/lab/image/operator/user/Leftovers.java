package dev.strimzidr.lab.image.operator.user;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, time and again, what Kafka knows of users that have no resource: whoever put it there
 * did so without the operator.
 */
public record Leftovers(
    UserSettings settings, KubernetesClient client, UserGateway kafka, UserController users) {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** Starts doing so; ends with the process. */
  public ScheduledFuture<?> schedule() {
    long interval = settings.interval().toMillis();
    return Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("leftovers").factory())
        .scheduleAtFixedRate(this::sweep, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    try {
      Set<String> left = new TreeSet<>(inKafka());
      left.removeAll(resources());
      left.forEach(users::remove);
    } catch (RuntimeException e) {
      LOG.error("Looking for users without a resource failed", e);
    }
  }

  private Set<String> inKafka() {
    return kafka.known().principals().stream()
        .filter(name -> settings.ignored().stream().noneMatch(p -> p.matcher(name).matches()))
        .map(Principals::user)
        .collect(Collectors.toSet());
  }

  private Set<String> resources() {
    return client
        .resources(KafkaUser.class, KafkaUserList.class)
        .inNamespace(settings.namespace())
        .withLabels(settings.selector())
        .list()
        .getItems()
        .stream()
        .map(user -> user.getMetadata().getName())
        .collect(Collectors.toSet());
  }
}
