package dev.strimzidr.kafka;

import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;

/**
 * Where the logs of leaders end. A producer with {@code acks=1} was told that a record is written
 * when its leader has it; consumers, and so a mirror, see it only when every replica in sync has
 * it. A leader tells this end only to who asks like a replica ({@code ListOffsets} with the replica
 * ID -2, as {@code kafka-replica-verification.sh} did), which no client of Kafka can be told to do.
 */
final class LogEnds {
  private static final int AT_ONCE = 16;
  private static final String WHAT = "asking for the ends of its logs";

  private final KafkaAccess access;
  private final Duration timeout;

  /**
   * Connects nothing yet.
   *
   * @param timeout how long one leader may take
   */
  LogEnds(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
  }

  /**
   * The offsets after the last record of each leader's log.
   *
   * @param leaders the partitions by their leaders
   * @throws ModuleFailure when a leader does not answer, or is none any more
   */
  Map<TopicPartition, Long> of(Map<Node, ? extends Collection<TopicPartition>> leaders) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    Futures.all(leaders.entrySet(), AT_ONCE, leader -> ends(leader.getKey(), leader.getValue()))
        .forEach(ends::putAll);
    return ends;
  }

  private Map<TopicPartition, Long> ends(Node leader, Collection<TopicPartition> partitions) {
    try (BrokerConnection connection = new BrokerConnection(access, leader, timeout, WHAT)) {
      return ends((ListOffsetsResponse) connection.ask(question(partitions)));
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, "%s at %s".formatted(WHAT, leader));
    }
  }

  private static ListOffsetsRequest.Builder question(Collection<TopicPartition> partitions) {
    Map<TopicPartition, ListOffsetsPartition> asked =
        partitions.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    partition ->
                        new ListOffsetsPartition()
                            .setPartitionIndex(partition.partition())
                            .setTimestamp(ListOffsetsRequest.LATEST_TIMESTAMP)));
    return ListOffsetsRequest.Builder.forReplica(
            ApiKeys.LIST_OFFSETS.latestVersion(), ListOffsetsRequest.DEBUGGING_REPLICA_ID)
        .setTargetTimes(ListOffsetsRequest.toListOffsetsTopics(asked));
  }

  private static Map<TopicPartition, Long> ends(ListOffsetsResponse response) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var topic : response.topics()) {
      for (var partition : topic.partitions()) {
        Errors.forCode(partition.errorCode()).maybeThrow();
        ends.put(new TopicPartition(topic.name(), partition.partitionIndex()), partition.offset());
      }
    }
    return ends;
  }
}
