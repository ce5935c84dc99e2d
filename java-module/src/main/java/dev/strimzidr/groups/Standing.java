package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Topics;
import dev.strimzidr.mirror.GroupPositions;
import dev.strimzidr.mirror.GroupPositions.Position;
import dev.strimzidr.mirror.MirrorFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where the groups of one site stand.
 *
 * @param groups their positions in mirrored topics
 * @param partitions those of the mirrored topics that are there
 * @param compacted mirrored topics that lose records in their middle
 * @param ids of the mirrored topics
 */
record Standing(
    GroupPositions groups,
    Set<TopicPartition> partitions,
    Set<String> compacted,
    Map<String, String> ids) {

  /**
   * Asks a cluster.
   *
   * @param filter which topics are mirrored
   * @param wanted which groups are of interest
   */
  static Standing read(KafkaCluster cluster, MirrorFilter filter, Predicate<String> wanted) {
    GroupPositions groups = GroupPositions.read(cluster, wanted).in(filter::copies);
    return cluster.ask(
        "reading topics and their settings",
        admin -> {
          Map<String, String> ids = Topics.ids(admin, filter::copies);
          return new Standing(
              groups, partitions(admin, ids.keySet()), Topics.compacted(admin, ids.keySet()), ids);
        });
  }

  /** Those of these groups only. */
  Standing of(Predicate<String> wanted) {
    return new Standing(groups.of(wanted), partitions, compacted, ids);
  }

  /** The same with some of the positions only. */
  Standing only(BiPredicate<String, TopicPartition> wanted) {
    Map<String, GroupPositions.Group> some = new HashMap<>();
    groups
        .groups()
        .forEach((name, group) -> {
          Map<TopicPartition, Position> positions = new HashMap<>(group.positions());
          positions.keySet().removeIf(partition -> !wanted.test(name, partition));
          some.put(name, new GroupPositions.Group(group.kind(), group.state(), positions));
        });
    return new Standing(new GroupPositions(some), partitions, compacted, ids);
  }

  /** Where groups stand in each partition, by their names. */
  Map<TopicPartition, Map<String, Position>> byPartition() {
    Map<TopicPartition, Map<String, Position>> byPartition = new HashMap<>();
    groups
        .groups()
        .forEach((name, group) ->
            group
                .positions()
                .forEach((partition, position) ->
                    byPartition
                        .computeIfAbsent(partition, p -> new TreeMap<>())
                        .put(name, position)));
    return byPartition;
  }

  private static Set<TopicPartition> partitions(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Set<TopicPartition> partitions = new HashSet<>();
    for (KafkaFuture<TopicDescription> asked :
        admin.describeTopics(topics).topicNameValues().values()) {
      try {
        TopicDescription topic = asked.get();
        for (TopicPartitionInfo info : topic.partitions()) {
          partitions.add(new TopicPartition(topic.name(), info.partition()));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e; // else it was deleted meanwhile
        }
      }
    }
    return partitions;
  }
}
