package dev.strimzidr.topics;

import dev.strimzidr.kafka.KafkaCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
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
    Map<String, String> here = ids(source, copies);
    Map<String, String> there = ids(standby, copies);
    Set<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    Map<String, Ids> topics = new TreeMap<>();
    names.forEach(name -> topics.put(name, new Ids(here.get(name), there.get(name))));
    return new Seen(cluster(source), cluster(standby), topics);
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

  private static Map<String, String> ids(KafkaCluster cluster, Predicate<String> copies) {
    return cluster.ask(
        WHAT,
        admin ->
            admin.listTopics().listings().get().stream()
                .filter(topic -> copies.test(topic.name()))
                // A cluster that was brought over from old versions may have given none.
                .filter(topic -> !topic.topicId().equals(Uuid.ZERO_UUID))
                .collect(
                    Collectors.toMap(TopicListing::name, topic -> topic.topicId().toString())));
  }

  private static String cluster(KafkaCluster cluster) {
    return cluster.ask(
        "asking for the cluster ID", admin -> admin.describeCluster().clusterId().get());
  }
}
