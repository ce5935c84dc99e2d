package dev.strimzidr.mirror;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What a cluster has: its topics and the ends of their partitions. */
final class ClusterLog implements AutoCloseable {
  private static final String WHAT = "asking for topics and offsets";

  private final KafkaAdmin cluster;

  ClusterLog(KafkaAccess access, Duration timeout) {
    cluster = new KafkaAdmin(access, timeout);
  }

  Set<String> topics() {
    return cluster.ask(WHAT, admin -> new TreeSet<>(admin.listTopics().names().get()));
  }

  /** The partitions of these topics with the last copied offsets that are known. */
  List<Lag.Partition> partitions(
      Set<String> topics, Predicate<String> wanted, Function<TopicPartition, OptionalLong> copied) {
    return cluster.ask(
        WHAT,
        admin -> {
          List<String> names = topics.stream().filter(wanted).toList();
          List<TopicPartition> all =
              admin.describeTopics(names).allTopicNames().get().values().stream()
                  .flatMap(topic ->
                      topic.partitions().stream()
                          .sorted(Comparator.comparingInt(TopicPartitionInfo::partition))
                          .map(info -> new TopicPartition(topic.name(), info.partition())))
                  .toList();
          var starts = offsets(admin, all, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
          var committed = offsets(admin, all, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
          var high = offsets(admin, all, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
          Map<TopicPartition, Long> first = starts.get();
          Map<TopicPartition, Long> ends = committed.get();
          Map<TopicPartition, Long> highest = high.get();
          return all.stream()
              .map(partition ->
                  new Lag.Partition(
                      partition,
                      first.getOrDefault(partition, 0L),
                      ends.getOrDefault(partition, 0L),
                      highest.getOrDefault(partition, 0L),
                      copied.apply(partition),
                      new Oldest.Unknown()))
              .toList();
        });
  }

  /** The ends of partitions that are there. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return cluster.ask(
        WHAT,
        admin -> {
          Set<String> there = admin.listTopics().names().get();
          return offsets(
                  admin,
                  partitions.stream()
                      .filter(partition -> there.contains(partition.topic()))
                      .toList(),
                  OffsetSpec.latest(),
                  IsolationLevel.READ_COMMITTED)
              .get();
        });
  }

  private static KafkaFuture<Map<TopicPartition, Long>> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> query =
        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
    return admin
        .listOffsets(query, new ListOffsetsOptions(level))
        .all()
        .thenApply(found -> {
          Map<TopicPartition, Long> offsets = new HashMap<>();
          found.forEach((partition, info) -> offsets.put(partition, info.offset()));
          return offsets;
        });
  }

  @Override
  public void close() {
    cluster.close();
  }
}
