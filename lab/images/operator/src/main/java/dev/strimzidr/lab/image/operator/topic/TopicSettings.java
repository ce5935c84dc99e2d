package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.process.Environment;
import java.time.Duration;
import java.util.Map;

/**
 * The configuration of the topic operator.
 *
 * @param selector labels of the topics that are its business
 */
public record TopicSettings(
    String namespace,
    Map<String, String> selector,
    String bootstrapServers,
    Duration interval,
    boolean finalizers) {

  public static TopicSettings of(Environment environment) {
    return new TopicSettings(
        environment.required("STRIMZI_NAMESPACE"),
        environment.pairs("STRIMZI_RESOURCE_LABELS"),
        environment.required("STRIMZI_KAFKA_BOOTSTRAP_SERVERS"),
        environment.milliseconds("STRIMZI_FULL_RECONCILIATION_INTERVAL_MS", Duration.ofMinutes(2)),
        environment.flag("STRIMZI_USE_FINALIZERS", true));
  }
}
