package dev.strimzidr.probe;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Whether every partition of a topic takes a write with {@code acks=all}. A producer would find out
 * by waiting until its time is over. Pure.
 */
final class TopicCheck {
  private TopicCheck() {}

  /**
   * Passes a topic that takes writes.
   *
   * @param leastInSync the topic's {@code min.insync.replicas}; a broker never asks for more than
   *     there are replicas
   * @throws ModuleFailure with the reason unavailable
   */
  static void check(TopicDescription topic, int leastInSync) {
    List<Integer> leaderless =
        topic.partitions().stream()
            .filter(partition -> partition.leader() == null || partition.leader().isEmpty())
            .map(TopicPartitionInfo::partition)
            .toList();
    if (!leaderless.isEmpty()) {
      throw new ModuleFailure(
          Reason.UNAVAILABLE,
          "topic %s has no leader for its partitions %s: are the brokers that hold them up?"
              .formatted(topic.name(), leaderless));
    }
    List<String> lagging =
        topic.partitions().stream()
            .filter(partition ->
                partition.isr().size() < Math.min(leastInSync, partition.replicas().size()))
            .map(partition -> "%d (%d)".formatted(partition.partition(), partition.isr().size()))
            .toList();
    if (!lagging.isEmpty()) {
      throw new ModuleFailure(
          Reason.UNAVAILABLE,
          ("topic %s refuses writes: it asks for %d replicas in sync, and fewer are for the partitions (with how"
                  + " many) %s")
              .formatted(topic.name(), leastInSync, String.join(", ", lagging)));
    }
  }
}
