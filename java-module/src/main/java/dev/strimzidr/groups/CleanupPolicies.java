package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Which topics lose records in their middle. */
final class CleanupPolicies {
  private CleanupPolicies() {}

  /** The topics of interest that are compacted. */
  static Set<String> compacted(KafkaCluster cluster, Predicate<String> topics) {
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
