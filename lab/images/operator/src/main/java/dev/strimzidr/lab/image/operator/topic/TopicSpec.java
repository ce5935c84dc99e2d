package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The topic that a resource asks for; what it does not say is left to Kafka. */
public record TopicSpec(
    String name,
    Optional<Integer> partitions,
    Optional<Integer> replicas,
    Map<String, String> config) {

  /**
   * Reads a resource that has a spec.
   *
   * @throws Refusal when the value of an option is neither text nor a number nor a list of those
   */
  public static TopicSpec of(KafkaTopic topic) {
    Map<String, String> config = new TreeMap<>();
    Optional.ofNullable(topic.getSpec().getConfig())
        .orElse(Map.of())
        .forEach((option, value) -> config.put(option, text(option, value)));
    return new TopicSpec(
        name(topic),
        Optional.ofNullable(topic.getSpec().getPartitions()),
        Optional.ofNullable(topic.getSpec().getReplicas()),
        config);
  }

  /** The topic's name in Kafka: the resource's, unless it says another. */
  public static String name(KafkaTopic topic) {
    return Optional.ofNullable(topic.getSpec())
        .map(spec -> spec.getTopicName())
        .orElseGet(() -> topic.getMetadata().getName());
  }

  private static String text(String option, Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Number) {
      return value.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(part -> text(option, part)).collect(Collectors.joining(","));
    }
    throw new Refusal(
        "InternalError",
        "io.strimzi.operator.common.model.InvalidResourceException: Invalid value for topic config '%s': %s"
            .formatted(option, value));
  }
}
