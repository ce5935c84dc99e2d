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
 * Log end offsets of leaders, which may be beyond the high watermark. A producer with {@code
 * acks=1} gets its acknowledgement when the leader has the record; consumers, and so a mirror, see
 * it only once every in-sync replica has it. A leader returns this offset only to a request that
 * looks like a replica's ({@code ListOffsets} with the replica ID -2, as {@code
 * kafka-replica-verification.sh} sent it), and no client of Kafka has an option for that.
 */
final class LogEndOffsets {
  private static final int AT_ONCE = 16;
  private static final String WHAT = "asking for log end offsets";

  private final KafkaAccess access;
  private final Duration timeout;

  /**
   * Connects nothing yet.
   *
   * @param timeout how long one leader may take
   */
  LogEndOffsets(KafkaAccess access, Duration timeout) {
    this.access = access;
    this.timeout = timeout;
  }

  /**
   * The log end offset of each partition.
   *
   * @param leaders the partitions by their leaders
   * @throws ModuleFailure when a leader does not answer, or is none any more
   */
  Map<TopicPartition, Long> of(Map<Node, ? extends Collection<TopicPartition>> leaders) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Futures.all(leaders.entrySet(), AT_ONCE, leader -> offsets(leader.getKey(), leader.getValue()))
        .forEach(offsets::putAll);
    return offsets;
  }

  private Map<TopicPartition, Long> offsets(Node leader, Collection<TopicPartition> partitions) {
    try (BrokerConnection connection = new BrokerConnection(access, leader, timeout, WHAT)) {
      return offsets((ListOffsetsResponse) connection.ask(question(partitions)));
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

  private static Map<TopicPartition, Long> offsets(ListOffsetsResponse response) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (var topic : response.topics()) {
      for (var partition : topic.partitions()) {
        Errors.forCode(partition.errorCode()).maybeThrow();
        offsets.put(
            new TopicPartition(topic.name(), partition.partitionIndex()), partition.offset());
      }
    }
    return offsets;
  }
}
