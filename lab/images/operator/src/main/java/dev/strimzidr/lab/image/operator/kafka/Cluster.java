package dev.strimzidr.lab.image.operator.kafka;

import dev.strimzidr.lab.image.operator.resource.Component;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A Kafka cluster as it is to be.
 *
 * @param configuration the user's configuration of brokers, without what is not his to set
 * @param warnings what the status has to say beside {@code Ready}
 */
public record Cluster(
    Kafka resource,
    Component component,
    List<Pool> pools,
    Version version,
    String metadataVersion,
    String clusterId,
    String image,
    Map<String, String> configuration,
    List<Condition> warnings) {

  public String name() {
    return component.cluster();
  }

  public String namespace() {
    return component.namespace();
  }

  public KafkaClusterSpec spec() {
    return resource.getSpec().getKafka();
  }

  public List<GenericKafkaListener> listeners() {
    return spec().getListeners();
  }

  public List<Node> nodes() {
    return pools.stream().flatMap(pool -> pool.nodes().stream()).toList();
  }

  public List<Node> brokers() {
    return nodes(Node::broker);
  }

  public List<Node> controllers() {
    return nodes(Node::controller);
  }

  public Pool poolOf(Node node) {
    return pools.stream().filter(pool -> pool.name().equals(node.pool())).findFirst().orElseThrow();
  }

  /** Warnings of the cluster and of its pools. */
  public List<Condition> allWarnings() {
    return Stream.concat(
            warnings.stream(), pools.stream().flatMap(pool -> pool.warnings().stream()))
        .toList();
  }

  private List<Node> nodes(Predicate<Node> which) {
    return nodes().stream().filter(which).toList();
  }
}
