package dev.strimzidr.fence;

import dev.strimzidr.record.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.DeleteAclsRequest;
import org.apache.kafka.common.requests.DeleteAclsResponse;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All that is tried: each kind of thing that is denied, except the deletion of a topic. A broker
 * finds a topic before it looks at the right to delete it, so that only one that exists could be
 * tried; what the broker's own list of ACLs says of it has to do.
 */
final class Trials {
  /** A topic, a group and a transactional ID that nobody has. */
  static final String NOBODYS = "strimzi-dr-fence-probe";

  static final List<Trial> ALL =
      List.of(
          new Trial(
              "writing to topics",
              Access.READ_ONLY,
              Trials::produce,
              response ->
                  Errors.forCode(
                      ((ProduceResponse) response)
                          .data()
                          .responses()
                          .iterator()
                          .next()
                          .partitionResponses()
                          .getFirst()
                          .errorCode())),
          new Trial(
              "creating topics",
              Access.READ_ONLY,
              Trials::createTopic,
              response ->
                  Errors.forCode(
                      ((CreateTopicsResponse) response).data().topics().find(NOBODYS).errorCode())),
          new Trial(
              "altering topics",
              Access.READ_ONLY,
              Trials::createPartitions,
              response ->
                  Errors.forCode(
                      ((CreatePartitionsResponse) response)
                          .data()
                          .results()
                          .getFirst()
                          .errorCode())),
          new Trial(
              "configuring topics",
              Access.READ_ONLY,
              () -> configure(new ConfigResource(ConfigResource.Type.TOPIC, NOBODYS)),
              response -> configured((IncrementalAlterConfigsResponse) response)),
          new Trial(
              "altering the cluster",
              Access.READ_ONLY,
              Trials::deleteAcls,
              response ->
                  Errors.forCode(
                      ((DeleteAclsResponse) response).filterResults().getFirst().errorCode())),
          new Trial(
              "configuring brokers",
              Access.READ_ONLY,
              () -> configure(new ConfigResource(ConfigResource.Type.BROKER, "")),
              response -> configured((IncrementalAlterConfigsResponse) response)),
          new Trial(
              "getting a producer ID",
              Access.READ_ONLY,
              Trials::initProducerId,
              response -> ((InitProducerIdResponse) response).error()),
          new Trial(
              "acting as a broker",
              Access.READ_ONLY,
              Trials::writeMarker,
              response ->
                  ((WriteTxnMarkersResponse) response)
                      .errorsByProducerId()
                      .values()
                      .iterator()
                      .next()
                      .values()
                      .iterator()
                      .next()),
          new Trial(
              "reading from topics",
              Access.CLOSED,
              Trials::fetch,
              response ->
                  Errors.forCode(
                      ((FetchResponse) response)
                          .data()
                          .responses()
                          .getFirst()
                          .partitions()
                          .getFirst()
                          .errorCode())),
          new Trial(
              "being a member of groups",
              Access.CLOSED,
              Trials::heartbeat,
              response -> ((HeartbeatResponse) response).error()),
          new Trial(
              "deleting groups",
              Access.CLOSED,
              Trials::deleteGroup,
              response -> ((DeleteGroupsResponse) response).get(NOBODYS)),
          new Trial(
              "ending transactions",
              Access.CLOSED,
              Trials::endTransaction,
              response -> ((EndTxnResponse) response).error()));

  // The last versions in which a topic is called by its name.
  private static final short PRODUCE = 12;
  private static final short FETCH = 12;
  private static final short OLDEST = 4;
  private static final int TIMEOUT_MILLIS = 10_000;

  private Trials() {}

  /** Without any record: Kafka's own builder refuses that, a broker does after the rights. */
  private static AbstractRequest.Builder<?> produce() {
    ProduceRequestData data =
        new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MILLIS);
    data.topicData()
        .add(
            new ProduceRequestData.TopicProduceData()
                .setName(NOBODYS)
                .setPartitionData(
                    List.of(
                        new ProduceRequestData.PartitionProduceData()
                            .setIndex(0)
                            .setRecords(MemoryRecords.EMPTY))));
    return new AbstractRequest.Builder<ProduceRequest>(ApiKeys.PRODUCE, OLDEST, PRODUCE) {
      @Override
      public ProduceRequest build(short version) {
        return new ProduceRequest(data, version);
      }
    };
  }

  private static AbstractRequest.Builder<?> createTopic() {
    CreateTopicsRequestData data =
        new CreateTopicsRequestData().setValidateOnly(true).setTimeoutMs(TIMEOUT_MILLIS);
    data.topics()
        .add(
            new CreateTopicsRequestData.CreatableTopic()
                .setName(NOBODYS)
                .setNumPartitions(1)
                .setReplicationFactor((short) 1));
    return new CreateTopicsRequest.Builder(data);
  }

  private static AbstractRequest.Builder<?> createPartitions() {
    CreatePartitionsRequestData data =
        new CreatePartitionsRequestData().setValidateOnly(true).setTimeoutMs(TIMEOUT_MILLIS);
    data.topics()
        .add(new CreatePartitionsRequestData.CreatePartitionsTopic().setName(NOBODYS).setCount(2));
    return new CreatePartitionsRequest.Builder(data);
  }

  /** Changes no setting, and is only validated. */
  private static AbstractRequest.Builder<?> configure(ConfigResource resource) {
    return new IncrementalAlterConfigsRequest.Builder(Map.of(resource, List.of()), true);
  }

  private static Errors configured(IncrementalAlterConfigsResponse response) {
    return Errors.forCode(response.data().responses().getFirst().errorCode());
  }

  /** Of a principal that nobody is. */
  private static AbstractRequest.Builder<?> deleteAcls() {
    DeleteAclsRequestData data = new DeleteAclsRequestData();
    data.filters()
        .add(
            new DeleteAclsRequestData.DeleteAclsFilter()
                .setResourceTypeFilter(ResourceType.TOPIC.code())
                .setResourceNameFilter(NOBODYS)
                .setPatternTypeFilter(PatternType.LITERAL.code())
                .setPrincipalFilter("User:" + NOBODYS)
                .setHostFilter("192.0.2.1")
                .setOperation(AclOperation.DESCRIBE.code())
                .setPermissionType(AclPermissionType.ALLOW.code()));
    return new DeleteAclsRequest.Builder(data);
  }

  /** With an ID and without its epoch, which a broker refuses after the rights. */
  private static AbstractRequest.Builder<?> initProducerId() {
    return new InitProducerIdRequest.Builder(
        new InitProducerIdRequestData()
            .setTransactionalId(null)
            .setTransactionTimeoutMs(TIMEOUT_MILLIS)
            .setProducerId(1)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH));
  }

  /** Brokers tell each other this way that a transaction has ended; here, in no partition. */
  private static AbstractRequest.Builder<?> writeMarker() {
    return new WriteTxnMarkersRequest.Builder(
        List.of(
            new WriteTxnMarkersRequest.TxnMarkerEntry(
                1,
                (short) 0,
                0,
                TransactionResult.ABORT,
                List.of(new TopicPartition(NOBODYS, 0)),
                (short) 0)));
  }

  private static AbstractRequest.Builder<?> fetch() {
    return FetchRequest.Builder.forConsumer(
        FETCH,
        0,
        0,
        Map.of(
            new TopicPartition(NOBODYS, 0),
            new FetchRequest.PartitionData(Uuid.ZERO_UUID, 0, 0, 1, Optional.empty())));
  }

  private static AbstractRequest.Builder<?> heartbeat() {
    return new HeartbeatRequest.Builder(
        new HeartbeatRequestData()
            .setGroupId(NOBODYS)
            .setGenerationId(Integer.MAX_VALUE)
            .setMemberId(NOBODYS));
  }

  private static AbstractRequest.Builder<?> deleteGroup() {
    return new DeleteGroupsRequest.Builder(
        new DeleteGroupsRequestData().setGroupsNames(List.of(NOBODYS)));
  }

  private static AbstractRequest.Builder<?> endTransaction() {
    return new EndTxnRequest.Builder(
        new EndTxnRequestData()
            .setTransactionalId(NOBODYS)
            .setProducerId(RecordBatch.NO_PRODUCER_ID)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH)
            .setCommitted(false),
        false);
  }
}
