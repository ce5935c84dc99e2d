package dev.strimzidr.audit;

import dev.strimzidr.kafka.KafkaCluster;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.kafka.LogBounds;
import dev.strimzidr.module.ModuleFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a site has. A partition that does not answer does not keep the others from being read.
 *
 * @param topics by their names
 * @param partitions of these topics
 */
record SiteLog(Map<String, Topic> topics, Map<TopicPartition, PartitionLog> partitions) {
  private static final String WHAT = "asking for topics and offsets";

  /**
   * A topic.
   *
   * @param compacted whether it loses records in its middle
   * @param appendTime whether a broker sets the timestamps
   */
  record Topic(boolean compacted, boolean appendTime) {}

  /**
   * Asks a cluster.
   *
   * @param since the time in milliseconds since 1970 from which on records are of interest
   */
  static SiteLog read(KafkaCluster cluster, Predicate<String> wanted, OptionalLong since) {
    return cluster.ask(
        WHAT,
        admin -> {
          List<String> names = admin.listTopics().names().get().stream().filter(wanted).toList();
          Map<String, Topic> topics = topics(admin, names);
          List<TopicPartition> led = new ArrayList<>();
          Map<TopicPartition, PartitionLog> partitions = new HashMap<>();
          for (TopicDescription topic :
              admin.describeTopics(names).allTopicNames().get().values()) {
            for (TopicPartitionInfo info : topic.partitions()) {
              TopicPartition partition = new TopicPartition(topic.name(), info.partition());
              if (info.leader() == null) {
                partitions.put(partition, unreadable("it has no leader"));
              } else {
                led.add(partition);
              }
            }
          }
          partitions.putAll(logs(admin, led, since));
          return new SiteLog(topics, partitions);
        });
  }

  /** Asks again for the bounds of partitions that are there. */
  static Map<TopicPartition, PartitionLog> logs(
      KafkaCluster cluster, Collection<TopicPartition> partitions, OptionalLong since) {
    return cluster.ask(WHAT, admin -> logs(admin, partitions, since));
  }

  private static Map<String, Topic> topics(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    Map<String, Topic> topics = new TreeMap<>();
    admin
        .describeConfigs(
            names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .all()
        .get()
        .forEach((topic, config) ->
            topics.put(
                topic.name(),
                new Topic(
                    value(config, TopicConfig.CLEANUP_POLICY_CONFIG)
                        .contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                    value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                        .equals("LogAppendTime"))));
    return topics;
  }

  private static String value(Config config, String name) {
    return String.valueOf(config.get(name).value());
  }

  private static Map<TopicPartition, PartitionLog> logs(
      Admin admin, Collection<TopicPartition> partitions, OptionalLong since)
      throws InterruptedException {
    // The high watermark first: what is written meanwhile must not look like an open transaction.
    ListOffsetsResult highWatermarks = list(admin, partitions, OffsetSpec.latest(), false);
    Map<TopicPartition, PartitionLog> logs = new HashMap<>();
    Map<TopicPartition, Long> found = new HashMap<>();
    for (TopicPartition partition : partitions) {
      try {
        found.put(partition, highWatermarks.partitionResult(partition).get().offset());
      } catch (ExecutionException e) {
        logs.put(partition, unreadable(e));
      }
    }
    ListOffsetsResult logStarts = list(admin, found.keySet(), OffsetSpec.earliest(), false);
    ListOffsetsResult lastStables = list(admin, found.keySet(), OffsetSpec.latest(), true);
    ListOffsetsResult young =
        since.isEmpty()
            ? logStarts
            : list(admin, found.keySet(), OffsetSpec.forTimestamp(since.getAsLong()), true);
    for (Map.Entry<TopicPartition, Long> highWatermark : found.entrySet()) {
      TopicPartition partition = highWatermark.getKey();
      try {
        long lastStableOffset = lastStables.partitionResult(partition).get().offset();
        long first = young.partitionResult(partition).get().offset();
        logs.put(
            partition,
            new PartitionLog.Bounded(
                new LogBounds(
                    logStarts.partitionResult(partition).get().offset(),
                    lastStableOffset,
                    highWatermark.getValue()),
                first < 0 ? lastStableOffset : first));
      } catch (ExecutionException e) {
        logs.put(partition, unreadable(e));
      }
    }
    return logs;
  }

  private static ListOffsetsResult list(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, boolean committed) {
    Map<TopicPartition, OffsetSpec> query = new HashMap<>();
    partitions.forEach(partition -> query.put(partition, which));
    return admin.listOffsets(
        query,
        new ListOffsetsOptions(
            committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED));
  }

  private static PartitionLog unreadable(ExecutionException end) {
    ModuleFailure failure = KafkaErrors.of(end, "asking for its offsets");
    return unreadable(failure.message());
  }

  private static PartitionLog unreadable(String why) {
    return new PartitionLog.Unusable(Finding.Kind.UNREADABLE, why);
  }
}
