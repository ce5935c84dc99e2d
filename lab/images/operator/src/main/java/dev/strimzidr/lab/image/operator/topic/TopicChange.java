package dev.strimzidr.lab.image.operator.topic;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes a topic what its resource asks for.
 *
 * @param set options to set for the topic
 * @param unset options to set no longer
 * @param partitions how many it is to have, if that is more than it has
 */
public record TopicChange(
    Map<String, String> set,
    Set<String> unset,
    Optional<Integer> partitions,
    Optional<Refusal> refusal) {

  public static TopicChange between(TopicState state, TopicSpec spec) {
    Map<String, String> set = new TreeMap<>(spec.config());
    set.entrySet()
        .removeIf(option -> Objects.equals(option.getValue(), state.config().get(option.getKey())));
    Set<String> unset = new TreeSet<>(state.own());
    unset.removeAll(spec.config().keySet());
    return new TopicChange(
        set,
        unset,
        spec.partitions().filter(wanted -> wanted > state.partitions()),
        spec.partitions()
            .filter(wanted -> wanted < state.partitions())
            .map(wanted -> new Refusal("NotSupported", "Decreasing partitions not supported")));
  }

  public boolean changesConfig() {
    return !set.isEmpty() || !unset.isEmpty();
  }

  /** What Strimzi answers to who asks for more or fewer replicas without Cruise Control. */
  public static Refusal otherReplicas(TopicState state, int wanted) {
    Set<Integer> partitions = new TreeSet<>();
    state
        .replicas()
        .forEach((partition, replicas) -> {
          if (replicas != wanted) {
            partitions.add(partition);
          }
        });
    return new Refusal(
        "NotSupported",
        "Replication factor change not supported, but required for partitions " + partitions);
  }
}
