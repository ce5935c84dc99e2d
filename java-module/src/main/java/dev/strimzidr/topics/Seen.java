package dev.strimzidr.topics;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.Topics;
import dev.strimzidr.module.Futures;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What both clusters say of themselves and of the topics that are mirrored.
 *
 * @param sourceCluster the ID of the cluster that is copied from
 * @param standbyCluster the ID of the other one
 * @param topics by name, those of either
 */
public record Seen(String sourceCluster, String standbyCluster, Map<String, Ids> topics) {
  private static final String WHAT = "asking for the IDs of topics";

  /**
   * Asks both.
   *
   * @throws dev.strimzidr.module.ModuleFailure when one does not answer
   */
  public static Seen read(KafkaCluster source, KafkaCluster standby, Predicate<String> copies) {
    return Futures.both(() -> One.ask(source, copies), () -> One.ask(standby, copies), Seen::of);
  }

  private static Seen of(One source, One standby) {
    Set<String> names = new TreeSet<>(source.ids().keySet());
    names.addAll(standby.ids().keySet());
    Map<String, Ids> topics = new TreeMap<>();
    names.forEach(
        name -> topics.put(name, new Ids(source.ids().get(name), standby.ids().get(name))));
    return new Seen(source.cluster(), standby.cluster(), topics);
  }

  /** What one of them says. */
  private record One(String cluster, Map<String, String> ids) {
    static One ask(KafkaCluster cluster, Predicate<String> copies) {
      Map<String, String> ids =
          new HashMap<>(cluster.ask(WHAT, admin -> Topics.ids(admin, copies)));
      // A cluster that was brought over from old versions may have given none.
      ids.values().removeIf(Uuid.ZERO_UUID.toString()::equals);
      return new One(cluster.clusterId(), ids);
    }
  }

  Ids ids(String topic) {
    return topics.getOrDefault(topic, Ids.NONE);
  }

  /** Which of these topics never had a record at a cluster, or are not there. */
  static Set<String> blank(KafkaCluster cluster, Collection<String> topics) {
    if (topics.isEmpty()) {
      return Set.of();
    }
    return cluster.ask(
        WHAT,
        admin -> {
          Set<String> there = admin.listTopics().names().get();
          List<String> asked = topics.stream().filter(there::contains).toList();
          Map<TopicPartition, OffsetSpec> query = new HashMap<>();
          for (TopicDescription topic :
              admin.describeTopics(asked).allTopicNames().get().values()) {
            topic
                .partitions()
                .forEach(info ->
                    query.put(
                        new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
          }
          Set<String> blank = new HashSet<>(topics);
          admin
              .listOffsets(query)
              .all()
              .get()
              .forEach((partition, end) -> {
                if (end.offset() > 0) {
                  blank.remove(partition.topic());
                }
              });
          return blank;
        });
  }
}
