package dev.strimzidr.lab.image.operator.kafka.check;

import dev.strimzidr.lab.image.operator.kafka.Node;
import dev.strimzidr.lab.image.operator.kafka.Pool;
import dev.strimzidr.lab.image.operator.kafka.Storages;
import dev.strimzidr.lab.image.operator.status.Conditions;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Strimzi serves, but not without a word. */
public final class Warnings {
  private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+).*");
  private final List<Condition> found = new ArrayList<>();
  private final Conditions conditions;

  private Warnings(Conditions conditions) {
    this.conditions = conditions;
  }

  public static List<Condition> of(
      Conditions conditions,
      KafkaClusterSpec spec,
      List<Pool> pools,
      String version,
      String metadataVersion) {
    Warnings warnings = new Warnings(conditions);
    Map<String, Object> config = Optional.ofNullable(spec.getConfig()).orElse(Map.of());
    warnings.replication(config, pools);
    warnings.storage(pools);
    warnings.controllers(pools);
    Matcher release = RELEASE.matcher(metadataVersion);
    if (release.matches() && !version.startsWith(release.group(1))) {
      warnings.add(
          "KafkaMetadataVersion",
          "Metadata version is older than the Kafka version used by the cluster, which suggests"
              + " that an upgrade is incomplete.");
    }
    warnings.unused(
        config, "inter.broker.protocol.version", "KafkaInterBrokerProtocolVersionInKRaft");
    warnings.unused(config, "log.message.format.version", "KafkaLogMessageFormatVersionInKRaft");
    return warnings.found;
  }

  private void replication(Map<String, Object> config, List<Pool> pools) {
    if (nodes(pools, Node::broker).size() > 1) {
      unsafeDefault(config, "default.replication.factor", "KafkaDefaultReplicationFactor");
      unsafeDefault(config, "min.insync.replicas", "KafkaMinInsyncReplicas");
    }
  }

  private void unsafeDefault(Map<String, Object> config, String option, String reason) {
    if (!config.containsKey(option)) {
      add(
          reason,
          option
              + " option is not configured. It defaults to 1 which does not guarantee reliability"
              + " and availability. You should configure this option in .spec.kafka.config.");
    }
  }

  private void storage(List<Pool> pools) {
    if (onlyOneAndEphemeral(pools, Node::broker)) {
      add(
          "KafkaStorage",
          "A Kafka cluster with a single broker node and ephemeral storage will lose topic messages"
              + " after any restart or rolling update.");
    }
    if (onlyOneAndEphemeral(pools, Node::controller)) {
      add(
          "KafkaStorage",
          "A Kafka cluster with a single controller node and ephemeral storage will lose data after"
              + " any restart or rolling update.");
    }
  }

  private void controllers(List<Pool> pools) {
    int count = nodes(pools, Node::controller).size();
    if (count == 2) {
      add(
          "KafkaKRaftControllerNodeCount",
          "Running KRaft controller quorum with two nodes is not advisable as both nodes will be"
              + " needed to avoid downtime. It is recommended that a minimum of three nodes are"
              + " used.");
    } else if (count % 2 == 0) {
      add(
          "KafkaKRaftControllerNodeCount",
          "Running KRaft controller quorum with an odd number of nodes is recommended.");
    }
  }

  private void unused(Map<String, Object> config, String option, String reason) {
    if (config.containsKey(option)) {
      add(
          reason,
          option
              + " is not used in KRaft-based Kafka clusters and should be removed from the Kafka"
              + " custom resource.");
    }
  }

  private void add(String reason, String message) {
    found.add(conditions.warning(reason, message));
  }

  private static boolean onlyOneAndEphemeral(List<Pool> pools, Predicate<Node> which) {
    List<Pool> holding =
        pools.stream().filter(pool -> pool.nodes().stream().anyMatch(which)).toList();
    return nodes(pools, which).size() == 1 && Storages.hasEphemeral(holding.getFirst().storage());
  }

  private static List<Node> nodes(List<Pool> pools, Predicate<Node> which) {
    return pools.stream().flatMap(pool -> pool.nodes().stream()).filter(which).toList();
  }
}
