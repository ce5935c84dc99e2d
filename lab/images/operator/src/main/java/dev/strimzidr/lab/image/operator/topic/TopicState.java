package dev.strimzidr.lab.image.operator.topic;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A topic as Kafka has it.
 *
 * @param replicas how many replicas each partition has
 * @param config all options with their values
 * @param own the options that are set for this topic
 */
public record TopicState(
    String id, Map<Integer, Integer> replicas, Map<String, String> config, Set<String> own) {

  public int partitions() {
    return replicas.size();
  }

  /** Whether all partitions have the same number of replicas, and it is another one. */
  public boolean differsIn(int wanted) {
    Set<Integer> factors = new TreeSet<>(replicas.values());
    return factors.size() == 1 && !factors.contains(wanted);
  }
}
