package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.mirror.GroupPositions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Where the groups of one site stand.
 *
 * @param groups their positions
 * @param compacted topics that lose records in their middle
 */
record Standing(GroupPositions groups, Set<String> compacted) {

  /** Asks a cluster for the topics and groups that are of interest. */
  static Standing read(KafkaCluster cluster, Predicate<String> topics, Predicate<String> groups) {
    return new Standing(GroupPositions.read(cluster, groups), compacted(cluster, topics));
  }

  private static Set<String> compacted(KafkaCluster cluster, Predicate<String> topics) {
    return cluster.ask(
        "reading settings of topics",
        admin -> {
          Set<String> compacted = new HashSet<>();
          admin
              .describeConfigs(
                  admin.listTopics().names().get().stream()
                      .filter(topics)
                      .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                      .toList())
              .all()
              .get()
              .forEach((topic, config) -> {
                if (String.valueOf(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                    .contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                  compacted.add(topic.name());
                }
              });
          return compacted;
        });
  }
}
