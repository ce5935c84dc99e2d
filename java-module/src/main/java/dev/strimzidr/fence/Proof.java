package dev.strimzidr.fence;

import dev.strimzidr.kafka.BrokerConnection;
import dev.strimzidr.kafka.FreshPassword;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.record.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;

/**
 * Shows that every broker refuses what a level denies, and nothing else: to a user that is allowed
 * everything and is no super user, so that nothing but the denial can refuse it. Each broker's own
 * list of ACLs is read as well. ACLs reach the brokers a moment after the controller has them, so
 * each is asked until the deadline. The cost is per broker, not per user.
 */
final class Proof {
  private static final int AT_ONCE = 16;

  private final String site;
  private final KafkaAccess probe;
  private final String user;
  private final Duration request;

  /**
   * A proof.
   *
   * @param probe the way in for the user that tries
   * @param user its name
   * @param request how long one request to a broker may take
   */
  Proof(String site, KafkaAccess probe, String user, Duration request) {
    this.site = site;
    this.probe = probe;
    this.user = user;
    this.request = request;
  }

  /**
   * What was shown: at how many brokers, and how many trials each.
   *
   * @throws ModuleFailure when a broker does what it has to refuse, or cannot be asked
   */
  Map<String, Object> show(Access level, Collection<Node> brokers, Instant deadline) {
    // A broker that is just restarting refuses nothing, and is asked again.
    List<Node> unused =
        Futures.all(
            brokers,
            AT_ONCE,
            broker ->
                FenceCluster.answered(
                    deadline,
                    () -> FreshPassword.known(deadline, () -> await(broker, level, deadline))));
    return Map.of("brokers", brokers.size(), "trials", Trials.ALL.size());
  }

  private Node await(Node broker, Access level, Instant deadline) {
    try (BrokerConnection connection =
        new BrokerConnection(probe, broker, request, "trying rights")) {
      while (true) {
        List<String> problems = new ArrayList<>(BrokerAcls.of(connection, user).problems(level));
        for (Trial trial : Trials.ALL) {
          Verdict verdict = trial.verdict(connection.ask(trial.request().get()));
          if (verdict != trial.expected(level)) {
            problems.add(words(trial, verdict));
          }
        }
        if (problems.isEmpty()) {
          return broker;
        }
        if (Instant.now().isAfter(deadline)) {
          throw new ModuleFailure(
              level == Access.OPEN ? Reason.FORBIDDEN : Reason.NOT_REFUSED,
              "Not %s at broker %s of %s: %s"
                  .formatted(
                      level == Access.OPEN ? "open" : "fenced",
                      broker.idString(),
                      site,
                      String.join("; ", problems)));
        }
        Pause.take(FenceCluster.LOOK_AGAIN);
      }
    }
  }

  private String words(Trial trial, Verdict verdict) {
    return switch (verdict) {
      case LET_IN -> "%s is let in for %s".formatted(user, trial.what());
      case REFUSED -> "%s is refused %s".formatted(user, trial.what());
      case UNKNOWN -> "there is no answer to %s".formatted(trial.what());
    };
  }
}
