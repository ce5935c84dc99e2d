package dev.strimzidr.tail;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * What the source has.
 *
 * @param clusterId of the Kafka cluster
 * @param partitions those of the topics that were asked for, sorted by topic and number
 * @param leftOut the topics that were not
 */
record SourceLog(String clusterId, List<SourcePartition> partitions, Set<String> leftOut) {

  /** Asks for it. */
  static SourceLog read(KafkaCluster cluster, Predicate<String> wanted) {
    return cluster.ask(
        "asking for topics and offsets",
        admin -> {
          Map<Boolean, List<String>> topics =
              admin.listTopics().names().get().stream().collect(Collectors.partitioningBy(wanted));
          Collection<TopicDescription> described =
              admin
                  .describeTopics(topics.getOrDefault(true, List.of()))
                  .allTopicNames()
                  .get()
                  .values();
          Map<TopicPartition, String> ids = new HashMap<>();
          for (TopicDescription topic : described) {
            topic
                .partitions()
                .forEach(info ->
                    ids.put(
                        new TopicPartition(topic.name(), info.partition()),
                        topic.topicId().toString()));
          }
          List<SourcePartition> partitions = new ArrayList<>();
          LogBounds.of(admin, ids.keySet())
              .forEach((partition, log) ->
                  partitions.add(
                      new SourcePartition(partition, ids.getOrDefault(partition, ""), log)));
          partitions.sort(
              Comparator.comparing((SourcePartition one) -> one.partition().topic())
                  .thenComparingInt(one -> one.partition().partition()));
          return new SourceLog(
              admin.describeCluster().clusterId().get(),
              partitions,
              new TreeSet<>(topics.getOrDefault(false, List.of())));
        });
  }
}
