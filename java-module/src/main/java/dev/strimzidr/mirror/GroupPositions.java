package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer groups of a cluster and where they stand.
 *
 * @param states the state of each group, in Kafka's word; a group that only committed is Empty
 * @param positions the offset that each group reads next, by partition
 */
public record GroupPositions(
    Map<String, String> states, Map<String, Map<TopicPartition, Long>> positions) {

  /** Asks for the groups that are of interest. */
  public static GroupPositions read(KafkaCluster cluster, Predicate<String> wanted) {
    return cluster.ask(
        "asking for consumer groups",
        admin -> {
          Map<String, String> states =
              admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                  .filter(group -> wanted.test(group.groupId()))
                  .collect(Collectors.toMap(GroupListing::groupId, GroupPositions::state));
          return new GroupPositions(states, positions(admin, new TreeSet<>(states.keySet())));
        });
  }

  private static String state(GroupListing group) {
    return group.groupState().map(GroupState::toString).orElse("Unknown");
  }

  private static Map<String, Map<TopicPartition, Long>> positions(
      Admin admin, Collection<String> groups) throws ExecutionException, InterruptedException {
    Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();
    if (groups.isEmpty()) {
      return positions;
    }
    Set<String> asked = Set.copyOf(groups);
    admin
        .listConsumerGroupOffsets(
            asked.stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(), group -> new ListConsumerGroupOffsetsSpec())))
        .all()
        .get()
        .forEach((group, offsets) -> positions.put(group, known(offsets)));
    return positions;
  }

  private static Map<TopicPartition, Long> known(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, Long> known = new HashMap<>();
    offsets.forEach((partition, offset) -> {
      if (offset != null) {
        known.put(partition, offset.offset());
      }
    });
    return known;
  }
}
