package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaAdmin;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kafka.Transactions;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.pair.Site;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How workers are ended that would wait for a source that is dead: their Pods get little time, and
 * the transactions that they may have been in are aborted, at whose first record clients would
 * otherwise wait until the broker's own time is over.
 *
 * @param grace how long the workers may take to end
 * @param group the group of the workers
 */
record CutOff(
    Duration grace, String group, String namespace, String cluster, String listener, String user) {
  // As long as a client of Kafka waits by itself for an answer.
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** What the options say; empty where the workers may take their time. */
  static Optional<CutOff> of(Arguments arguments) {
    if (arguments.optionalInteger("grace_period").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CutOff(
            arguments.seconds("grace_period", 1),
            arguments.string("group"),
            arguments.string("namespace"),
            arguments.string("cluster"),
            arguments.string("listener"),
            arguments.string("user")));
  }

  /** The ids of producers that were fenced: all that workers of this group have had. */
  List<String> fence(KubeApi api) {
    Site site = new Site(api.address(), api, namespace, cluster);
    KafkaAccess access = KafkaEntrance.find(site, listener, user);
    try (KafkaAdmin admin = new KafkaAdmin(access, TIMEOUT)) {
      Transactions transactions = new Transactions(admin);
      List<String> ids = transactions.known(this::isOfWorkers);
      if (!ids.isEmpty()) {
        transactions.fence(ids);
      }
      return ids;
    }
  }

  /** As Connect names them: those of tasks, and that of the worker that leads the group. */
  private boolean isOfWorkers(String id) {
    return id.startsWith(group + "-") || id.equals("connect-cluster-" + group);
  }
}
