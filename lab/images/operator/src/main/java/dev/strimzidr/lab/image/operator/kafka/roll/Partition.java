package dev.strimzidr.lab.image.operator.kafka.roll;

import java.util.Set;

/**
 * A partition.
 *
 * @param inSync ids of the brokers that are in sync
 * @param minInSync how many have to be for it to be written
 */
public record Partition(Set<Integer> replicas, Set<Integer> inSync, int minInSync) {

  /** Whether it would become unwritable, or stay so for longer, if the broker restarted. */
  public boolean suffersFrom(int broker) {
    if (replicas.size() <= minInSync || !replicas.contains(broker)) {
      return false;
    }
    return inSync.size() < minInSync || (inSync.size() == minInSync && inSync.contains(broker));
  }
}
