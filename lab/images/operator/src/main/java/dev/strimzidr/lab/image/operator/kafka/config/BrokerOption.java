package dev.strimzidr.lab.image.operator.kafka.config;

/**
 * An option that Kafka nodes know.
 *
 * @param type Kafka's name of its type
 * @param minimum the least value, or {@code -} when there is none
 * @param maximum the greatest value, or {@code -} when there is none
 */
public record BrokerOption(String name, String type, Scope scope, String minimum, String maximum) {

  /** How an option of a running node can be changed. */
  public enum Scope {
    /** Only by a restart. */
    READ_ONLY,
    /** For one node. */
    PER_BROKER,
    /** For all nodes at once. */
    CLUSTER_WIDE
  }
}
