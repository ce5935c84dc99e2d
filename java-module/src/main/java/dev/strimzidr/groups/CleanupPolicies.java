package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Which topics lose records in their middle. */
final class CleanupPolicies {
  private CleanupPolicies() {}

  /** The topics of interest that are compacted. */
  static Set<String> compacted(KafkaAccess access, Predicate<String> topics, Duration timeout) {
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    try (Admin admin = Admin.create(properties)) {
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
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(e, "reading settings of topics at " + access.bootstrapServers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }
}
