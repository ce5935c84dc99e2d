package dev.strimzidr.fence;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Tries at one broker, with a client's own rights, what the broker has to refuse. Clients of Kafka
 * send a record to the leader of its partition only, but each broker keeps rights in its own
 * memory: so the requests are made here, to this broker. None of them can change anything: the
 * records to write are empty, which a broker refuses after it has looked at the rights; the member
 * of a group and the producer of a transaction do not exist; and a topic to create is only
 * validated.
 */
final class BrokerTrial implements AutoCloseable {
  // The last versions in which a topic is called by its name.
  private static final short PRODUCE = 12;
  private static final short FETCH = 12;
  private static final short OLDEST = 4;
  private static final int BUFFER = 64 * 1024;

  private final NetworkClient client;
  private final Node broker;
  private final Duration timeout;

  BrokerTrial(KafkaAccess access, Node broker, Duration timeout) {
    this.broker = broker;
    this.timeout = timeout;
    LogContext log = new LogContext();
    int millis = Math.toIntExact(timeout.toMillis());
    Metrics metrics = new Metrics();
    Selector selector =
        new Selector(
            millis,
            metrics,
            Time.SYSTEM,
            "fence",
            ClientUtils.createChannelBuilder(
                new AdminClientConfig(access.properties()), Time.SYSTEM, log),
            log);
    client =
        new NetworkClient(
            selector,
            new ManualMetadataUpdater(List.of(broker)),
            "strimzi-dr-fence",
            1,
            100,
            1000,
            BUFFER,
            BUFFER,
            millis,
            millis,
            millis,
            Time.SYSTEM,
            true,
            new ApiVersions(),
            log,
            MetadataRecoveryStrategy.NONE);
  }

  /** What the broker did not refuse, in words; empty when it has refused everything. */
  List<String> accepted(Attempt attempt) {
    String what = "trying rights at broker %s (%s)".formatted(broker.idString(), address());
    try {
      if (!NetworkClientUtils.awaitReady(client, broker, Time.SYSTEM, timeout.toMillis())) {
        throw new org.apache.kafka.common.errors.TimeoutException("no connection in time");
      }
      List<String> accepted = new ArrayList<>();
      accepted.addAll(writes(attempt));
      accepted.addAll(reads(attempt));
      for (String group : attempt.groups()) {
        if (heartbeat(group) != Errors.GROUP_AUTHORIZATION_FAILED) {
          accepted.add("group " + group);
        }
      }
      for (String id : attempt.transactions()) {
        if (endTransaction(id) != Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED) {
          accepted.add("transactions of " + id);
        }
      }
      accepted.addAll(creations(attempt));
      return accepted;
    } catch (IOException | KafkaException e) {
      throw KafkaErrors.of(e, what);
    }
  }

  private List<String> writes(Attempt attempt) throws IOException {
    if (attempt.writes().isEmpty()) {
      return List.of();
    }
    ProduceRequestData data =
        new ProduceRequestData()
            .setAcks((short) -1)
            .setTimeoutMs(Math.toIntExact(timeout.toMillis()));
    for (String topic : attempt.writes()) {
      data.topicData()
          .add(
              new ProduceRequestData.TopicProduceData()
                  .setName(topic)
                  .setPartitionData(
                      List.of(
                          new ProduceRequestData.PartitionProduceData()
                              .setIndex(0)
                              .setRecords(MemoryRecords.EMPTY))));
    }
    ProduceResponse response =
        (ProduceResponse)
            ask(
                new AbstractRequest.Builder<ProduceRequest>(ApiKeys.PRODUCE, OLDEST, PRODUCE) {
                  @Override
                  public ProduceRequest build(short version) {
                    // Kafka's own builder refuses records that are empty.
                    return new ProduceRequest(data, version);
                  }
                });
    List<String> accepted = new ArrayList<>();
    response
        .data()
        .responses()
        .forEach(topic ->
            topic
                .partitionResponses()
                .forEach(partition -> {
                  if (partition.errorCode() != Errors.TOPIC_AUTHORIZATION_FAILED.code()) {
                    accepted.add("writes to topic " + topic.name());
                  }
                }));
    return accepted;
  }

  private List<String> reads(Attempt attempt) throws IOException {
    if (attempt.reads().isEmpty()) {
      return List.of();
    }
    Map<TopicPartition, FetchRequest.PartitionData> topics = new HashMap<>();
    for (String topic : attempt.reads()) {
      topics.put(
          new TopicPartition(topic, 0),
          new FetchRequest.PartitionData(Uuid.ZERO_UUID, 0, 0, 1, Optional.empty()));
    }
    FetchResponse response =
        (FetchResponse) ask(FetchRequest.Builder.forConsumer(FETCH, 0, 0, topics));
    List<String> accepted = new ArrayList<>();
    response
        .data()
        .responses()
        .forEach(topic ->
            topic
                .partitions()
                .forEach(partition -> {
                  if (partition.errorCode() != Errors.TOPIC_AUTHORIZATION_FAILED.code()) {
                    accepted.add("reads from topic " + topic.topic());
                  }
                }));
    return accepted;
  }

  private Errors heartbeat(String group) throws IOException {
    HeartbeatRequestData data =
        new HeartbeatRequestData()
            .setGroupId(group)
            .setGenerationId(Integer.MAX_VALUE)
            .setMemberId("strimzi-dr-fence");
    return ((HeartbeatResponse) ask(new HeartbeatRequest.Builder(data))).error();
  }

  private Errors endTransaction(String id) throws IOException {
    EndTxnRequestData data =
        new EndTxnRequestData()
            .setTransactionalId(id)
            .setProducerId(RecordBatch.NO_PRODUCER_ID)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH)
            .setCommitted(false);
    return ((EndTxnResponse) ask(new EndTxnRequest.Builder(data, false))).error();
  }

  private List<String> creations(Attempt attempt) throws IOException {
    if (attempt.creations().isEmpty()) {
      return List.of();
    }
    CreateTopicsRequestData data =
        new CreateTopicsRequestData().setValidateOnly(true).setTimeoutMs(millis());
    for (String topic : attempt.creations()) {
      data.topics()
          .add(
              new CreateTopicsRequestData.CreatableTopic()
                  .setName(topic)
                  .setNumPartitions(1)
                  .setReplicationFactor((short) 1));
    }
    List<String> accepted = new ArrayList<>();
    for (CreateTopicsResponseData.CreatableTopicResult topic :
        ((CreateTopicsResponse) ask(new CreateTopicsRequest.Builder(data))).data().topics()) {
      if (topic.errorCode() != Errors.TOPIC_AUTHORIZATION_FAILED.code()) {
        accepted.add("creation of topic " + topic.name());
      }
    }
    return accepted;
  }

  private AbstractResponse ask(AbstractRequest.Builder<?> request) throws IOException {
    ClientRequest sent =
        client.newClientRequest(
            broker.idString(), request, Time.SYSTEM.milliseconds(), true, millis(), null);
    return NetworkClientUtils.sendAndReceive(client, sent, Time.SYSTEM).responseBody();
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }

  private String address() {
    return broker.host() + ":" + broker.port();
  }

  @Override
  public void close() {
    client.close();
  }
}
