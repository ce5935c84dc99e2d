package dev.strimzidr.offsets;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Producers;
import dev.strimzidr.mirror.Checkpoints;
import dev.strimzidr.mirror.GroupPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where groups stand at the target in topics that are to be copied anew: what they have committed
 * there, and what the mirror has written down for them. Both are of the former topics.
 */
final class FormerPositions {
  private final KafkaCluster target;
  private final String sourceAlias;
  private final Map<String, Set<TopicPartition>> committed = new HashMap<>();
  private final List<Checkpoints.Key> checkpoints = new ArrayList<>();

  private FormerPositions(KafkaCluster target, String sourceAlias) {
    this.target = target;
    this.sourceAlias = sourceAlias;
  }

  /** Finds them. A checkpoint at the beginning says nothing of a former topic. */
  static FormerPositions find(KafkaCluster target, String sourceAlias, Set<String> topics) {
    FormerPositions found = new FormerPositions(target, sourceAlias);
    GroupPositions.read(target, group -> true)
        .positions()
        .forEach((group, positions) -> {
          Set<TopicPartition> former = new HashSet<>(positions.keySet());
          former.removeIf(partition -> !topics.contains(partition.topic()));
          if (!former.isEmpty()) {
            found.committed.put(group, former);
          }
        });
    Checkpoints.read(target, sourceAlias)
        .forEach((key, written) -> {
          if (topics.contains(key.partition().topic())
              && (written.source() > 0 || written.target() > 0)) {
            found.checkpoints.add(key);
          }
        });
    return found;
  }

  /** How many positions of groups in partitions there are. */
  int count() {
    Set<Checkpoints.Key> all = new HashSet<>(checkpoints);
    committed.forEach((group, partitions) ->
        partitions.forEach(partition -> all.add(new Checkpoints.Key(group, partition))));
    return all.size();
  }

  /**
   * Takes them back.
   *
   * @throws dev.strimzidr.module.ModuleFailure when one has a member that reads there, or the
   *     cluster does not answer
   */
  void remove() {
    committed.forEach((group, partitions) -> {
      Void unused =
          target.ask(
              "taking back positions of the group " + group,
              admin -> admin.deleteConsumerGroupOffsets(group, partitions).all().get());
    });
    if (!checkpoints.isEmpty()) {
      write();
    }
  }

  private void write() {
    String what = "writing checkpoints at " + target.access().bootstrapServers();
    try (Producer<byte[], byte[]> producer =
        Producers.open(target.access(), target.timeout(), what)) {
      Producers.write(
          producer,
          checkpoints.stream().map(key -> Checkpoints.atBeginning(sourceAlias, key)).toList(),
          what);
    }
  }
}
