package dev.strimzidr.kafka;

import dev.strimzidr.module.ModuleFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Where the logs of leaders end. A producer with {@code acks=1} was told that a record is written
 * when its leader has it; consumers, and so a mirror, see it only when every replica in sync has
 * it. A leader tells this end only to who asks like a replica ({@code ListOffsets} with the replica
 * ID -2, as {@code kafka-replica-verification.sh} did), which no client of Kafka can be told to do:
 * this speaks to the leaders with the parts that those are made of.
 */
final class LogEnds implements AutoCloseable {
  private static final String CLIENT = "strimzi-dr-log-ends";
  private static final int IN_FLIGHT = 1;
  private static final long RECONNECT_MILLIS = 50;
  private static final long MOST_RECONNECT_MILLIS = 1000;

  private final Time time = Time.SYSTEM;
  private final Metrics metrics = new Metrics(time);
  private final Duration timeout;
  private final String address;
  private final NetworkClient client;

  /**
   * Connects nothing yet.
   *
   * @param timeout how long one leader may take
   */
  LogEnds(KafkaAccess access, Duration timeout) {
    this.timeout = timeout;
    this.address = access.bootstrapServers();
    LogContext log = new LogContext();
    int millis = Math.toIntExact(timeout.toMillis());
    try {
      client =
          new NetworkClient(
              new Selector(
                  NetworkReceive.UNLIMITED,
                  Selector.NO_IDLE_TIMEOUT_MS,
                  metrics,
                  time,
                  CLIENT,
                  Map.of(),
                  false,
                  ClientUtils.createChannelBuilder(
                      new AdminClientConfig(access.properties()), time, log),
                  log),
              new ManualMetadataUpdater(),
              CLIENT,
              IN_FLIGHT,
              RECONNECT_MILLIS,
              MOST_RECONNECT_MILLIS,
              Selectable.USE_DEFAULT_BUFFER_SIZE,
              Selectable.USE_DEFAULT_BUFFER_SIZE,
              millis,
              millis,
              millis,
              time,
              true,
              new ApiVersions(),
              log,
              MetadataRecoveryStrategy.NONE);
    } catch (KafkaException e) {
      metrics.close();
      throw KafkaErrors.of(e, "connecting to " + address);
    }
  }

  /**
   * The offsets after the last record of each leader's log.
   *
   * @param leaders the partitions by their leaders
   * @throws ModuleFailure when a leader does not answer, or is none any more
   */
  Map<TopicPartition, Long> of(Map<Node, ? extends Collection<TopicPartition>> leaders) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    // To log in takes longest: at all of them at once.
    leaders.keySet().forEach(leader -> client.ready(leader, time.milliseconds()));
    leaders.forEach((leader, partitions) -> ends.putAll(ends(leader, partitions)));
    return ends;
  }

  private Map<TopicPartition, Long> ends(Node leader, Collection<TopicPartition> partitions) {
    try {
      if (!NetworkClientUtils.awaitReady(client, leader, time, timeout.toMillis())) {
        throw new TimeoutException("no connection to " + leader);
      }
      ClientResponse response =
          NetworkClientUtils.sendAndReceive(
              client,
              client.newClientRequest(
                  leader.idString(), question(partitions), time.milliseconds(), true),
              time);
      return ends((ListOffsetsResponse) response.responseBody());
    } catch (IOException | KafkaException e) {
      throw KafkaErrors.of(e, "asking leaders for the ends of their logs at " + address);
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

  @Override
  public void close() {
    client.close();
    metrics.close();
  }
}
