package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaCluster;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a cluster and where they stand.
 *
 * @param groups by their names; groups of another protocol without offsets are none
 */
public record GroupPositions(Map<String, Group> groups) {

  /**
   * A group.
   *
   * @param state in Kafka's word; a group that only committed is Empty
   * @param positions where it stands, by partition
   */
  public record Group(GroupKind kind, String state, Map<TopicPartition, Position> positions) {}

  /**
   * Where a group goes on in a partition.
   *
   * @param offset what it reads next; of a share group, the first record that is not done
   * @param metadata what was committed with it; empty for nothing
   * @param done of a share group, how many records from there on are done out of their order; null
   *     for other groups, and where the broker does not say
   */
  public record Position(long offset, String metadata, @Nullable Long done) {

    /** One without more. */
    public static Position at(long offset) {
      return new Position(offset, "", null);
    }
  }

  /** Asks for the groups that are of interest. */
  public static GroupPositions read(KafkaCluster cluster, Predicate<String> wanted) {
    return cluster.ask("asking for groups", admin -> GroupReader.read(admin, wanted));
  }

  /** The same groups with their positions in some topics only. */
  public GroupPositions in(Predicate<String> topics) {
    Map<String, Group> some = new TreeMap<>();
    groups.forEach((name, group) -> {
      Map<TopicPartition, Position> positions = new HashMap<>(group.positions());
      positions.keySet().removeIf(partition -> !topics.test(partition.topic()));
      some.put(name, new Group(group.kind(), group.state(), positions));
    });
    return new GroupPositions(some);
  }

  /** Some of the groups only. */
  public GroupPositions of(Predicate<String> wanted) {
    Map<String, Group> some = new TreeMap<>(groups);
    some.keySet().removeIf(name -> !wanted.test(name));
    return new GroupPositions(some);
  }

  /** The state of a group; null where it is not known. */
  public @Nullable String state(String group) {
    Group found = groups.get(group);
    return found == null ? null : found.state();
  }

  /** Where a group stands in a partition; null for nowhere. */
  public @Nullable Position position(String group, TopicPartition partition) {
    Group found = groups.get(group);
    return found == null ? null : found.positions().get(partition);
  }

  /** What each group reads next, by partition. */
  public Map<String, Map<TopicPartition, Long>> positions() {
    Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();
    groups.forEach((name, group) -> {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      group.positions().forEach((partition, position) -> offsets.put(partition, position.offset()));
      positions.put(name, offsets);
    });
    return positions;
  }
}
