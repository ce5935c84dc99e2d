package dev.strimzidr.lab.image.operator.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** Reads a topic out of Kafka's answers. */
final class TopicStates {
  private TopicStates() {}

  static TopicState of(TopicDescription description, Config options) {
    Map<String, String> config = new HashMap<>();
    options.entries().stream()
        .filter(entry -> entry.value() != null)
        .forEach(entry -> config.put(entry.name(), entry.value()));
    return new TopicState(
        description.topicId().toString(),
        description.partitions().stream()
            .collect(Collectors.toMap(p -> p.partition(), p -> p.replicas().size())),
        config,
        options.entries().stream()
            .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .map(ConfigEntry::name)
            .collect(Collectors.toSet()));
  }
}
