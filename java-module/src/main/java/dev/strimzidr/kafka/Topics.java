package dev.strimzidr.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What a cluster says of its topics. */
public final class Topics {
  private Topics() {}

  /** The IDs of topics that are there, by their names. */
  public static Map<String, String> ids(Admin admin, Predicate<String> wanted)
      throws ExecutionException, InterruptedException {
    return admin.listTopics().listings().get().stream()
        .filter(topic -> wanted.test(topic.name()))
        .collect(Collectors.toMap(TopicListing::name, topic -> topic.topicId().toString()));
  }

  /** Those of these topics that lose records in their middle. */
  public static Set<String> compacted(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    return admin
        .describeConfigs(
            topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList())
        .all()
        .get()
        .entrySet()
        .stream()
        .filter(topic ->
            String.valueOf(topic.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                .contains(TopicConfig.CLEANUP_POLICY_COMPACT))
        .map(topic -> topic.getKey().name())
        .collect(Collectors.toSet());
  }
}
