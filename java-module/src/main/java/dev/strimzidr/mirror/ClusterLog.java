package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** The topics of a cluster and the offsets of their partitions. */
public final class ClusterLog {
  private static final String WHAT = "asking for topics and offsets";

  private final KafkaCluster cluster;

  /** Asks nothing yet. */
  public ClusterLog(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  Set<String> topics() {
    return cluster.ask(WHAT, admin -> new TreeSet<>(admin.listTopics().names().get()));
  }

  /**
   * The partitions of these topics with the last copied offsets that are known.
   *
   * @param doubt why these are not believed, for a topic that has this ID now
   */
  List<Lag.Partition> partitions(
      Collection<String> topics,
      Function<TopicPartition, OptionalLong> copied,
      BiFunction<TopicPartition, String, Optional<String>> doubt) {
    return cluster.ask(
        WHAT,
        admin -> {
          Map<String, TopicDescription> described =
              admin.describeTopics(topics).allTopicNames().get();
          Map<TopicPartition, LogBounds> bounds = bounds(admin, described.values());
          List<Lag.Partition> found = new ArrayList<>();
          bounds.forEach((partition, log) ->
              found.add(
                  new Lag.Partition(
                      partition,
                      log.logStartOffset(),
                      log.lastStableOffset(),
                      log.highWatermark(),
                      copied.apply(partition),
                      new Oldest.Unknown(),
                      doubt.apply(partition, id(described, partition)))));
          return found;
        });
  }

  /** The partitions of these topics. */
  public Map<TopicPartition, LogBounds> bounds(Predicate<String> wanted) {
    return cluster.ask(
        WHAT,
        admin ->
            bounds(
                admin,
                admin
                    .describeTopics(
                        admin.listTopics().names().get().stream().filter(wanted).toList())
                    .allTopicNames()
                    .get()
                    .values()));
  }

  /** The IDs of topics that are there. */
  Map<String, String> ids(Predicate<String> wanted) {
    return cluster.ask(WHAT, admin -> Topics.ids(admin, wanted));
  }

  private static String id(Map<String, TopicDescription> described, TopicPartition partition) {
    return Objects.requireNonNull(described.get(partition.topic())).topicId().toString();
  }

  private static Map<TopicPartition, LogBounds> bounds(
      Admin admin, Collection<TopicDescription> topics)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> all =
        topics.stream()
            .flatMap(topic ->
                topic.partitions().stream()
                    .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
                    .map(info -> new TopicPartition(topic.name(), info.partition())))
            .toList();
    return LogBounds.of(admin, all);
  }

  /** The last stable offsets of those of the partitions that exist. */
  Map<TopicPartition, Long> lastStableOffsets(Collection<TopicPartition> partitions) {
    return cluster.ask(
        WHAT,
        admin -> {
          Set<String> there = admin.listTopics().names().get();
          return LogBounds.lastStableOffsets(
              admin,
              partitions.stream().filter(partition -> there.contains(partition.topic())).toList());
        });
  }

  /**
   * When the newest record of each topic was written, as it says itself; topics without records are
   * left out.
   */
  Map<String, Instant> newest(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> query =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.maxTimestamp()));
    Map<String, Instant> newest = new TreeMap<>();
    cluster
        .ask(WHAT, admin -> admin.listOffsets(query).all().get())
        .forEach((partition, found) -> {
          if (found.timestamp() >= 0) {
            newest.merge(
                partition.topic(),
                Instant.ofEpochMilli(found.timestamp()),
                (one, other) -> one.isAfter(other) ? one : other);
          }
        });
    return newest;
  }
}
