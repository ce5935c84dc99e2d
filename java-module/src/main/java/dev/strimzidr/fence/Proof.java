package dev.strimzidr.fence;

import dev.strimzidr.kafka.FreshPassword;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.Node;

/**
 * Shows with each client's own rights that every broker refuses what it has to refuse, or at an
 * open site that none does. Rights reach the brokers a moment after the controller has them, so
 * each is asked until the deadline.
 */
final class Proof {
  private static final int AT_ONCE = 8;

  private final Site site;
  private final String listener;
  private final Duration request;

  private record Client(String name, KafkaAccess access, Attempt attempt) {}

  /**
   * A proof.
   *
   * @param listener the listener that clients use
   * @param request how long one request to a broker may take
   */
  Proof(Site site, String listener, Duration request) {
    this.site = site;
    this.listener = listener;
    this.request = request;
  }

  /**
   * What was shown: how many brokers, users, and trials.
   *
   * @throws ModuleFailure when a broker does what it has to refuse, or cannot be asked
   */
  Map<String, Object> show(
      List<ClientUser> clients,
      Access level,
      Collection<Node> brokers,
      Set<String> topics,
      Instant deadline) {
    KafkaEntrance entrance = KafkaEntrance.at(site, listener);
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    for (ClientUser client : clients) {
      attempts.put(client.name(), Attempt.of(client.declared(), level, topics));
    }
    attempts.values().removeIf(attempt -> attempt.size() == 0);
    List<Client> users =
        Futures.all(
            attempts.entrySet(),
            AT_ONCE,
            user -> new Client(user.getKey(), entrance.as(user.getKey()), user.getValue()));
    List<Future<?>> trials = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Client user : users) {
        for (Node broker : brokers) {
          trials.add(pool.submit(() -> tryAt(broker, user, level, deadline)));
        }
      }
    }
    trials.forEach(Futures::get);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("brokers", brokers.size());
    shown.put("users", users.size());
    shown.put("trials", trials.size());
    return shown;
  }

  /** A broker that is just restarting refuses nothing, and is asked again. */
  private void tryAt(Node broker, Client client, Access level, Instant deadline) {
    Void unused =
        FenceCluster.answered(
            deadline,
            () ->
                FreshPassword.known(
                    deadline,
                    () -> {
                      try (BrokerTrial trial = new BrokerTrial(client.access(), broker, request)) {
                        tryWith(trial, broker, client, level, deadline);
                      }
                      return null;
                    }));
  }

  private void tryWith(
      BrokerTrial trial, Node broker, Client client, Access level, Instant deadline) {
    Attempt attempt = client.attempt();
    while (true) {
      List<String> accepted = trial.accepted(attempt);
      boolean shown = level == Access.OPEN ? accepted.size() == attempt.size() : accepted.isEmpty();
      if (shown) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ModuleFailure(
            level == Access.OPEN ? Reason.FORBIDDEN : Reason.NOT_REFUSED,
            "%s at broker %s of %s: user %s %s"
                .formatted(
                    level == Access.OPEN ? "Not open" : "Not fenced",
                    broker.idString(),
                    site.name(),
                    client.name(),
                    level == Access.OPEN
                        ? "is refused, only these are let in: " + accepted
                        : "still has " + String.join(", ", accepted)));
      }
      Pause.take(FenceCluster.LOOK_AGAIN);
    }
  }
}
