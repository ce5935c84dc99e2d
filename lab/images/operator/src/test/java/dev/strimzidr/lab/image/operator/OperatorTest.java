package dev.strimzidr.lab.image.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.lab.image.operator.Recordings.Recorded;
import dev.strimzidr.lab.node.fault.Faults;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.common.ConnectorState;
import io.strimzi.api.kafka.model.podset.StrimziPodSet;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in next to Strimzi's own operators, as these were recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorTest {
  private static final String NAMESPACE = OperatorSite.NAMESPACE;

  /** A password that is there before, and the answer to a question that comes later. */
  private static final Set<String> NOT_MADE_YET = Set.of("my-user-password", "mm2-offsets");

  private OperatorSite site;
  private KubernetesClient client;
  private Live live;
  private FirstRollout rollout;
  private TestMirror mirror;
  private Offsets offsets;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = OperatorSite.start(folder);
    client = site.client();
    live = new Live(client);
    offsets = new Offsets(client);
    rollout = FirstRollout.watch(client);
    Stream.of("kafka.yaml", "topics-users.yaml")
        .flatMap(file -> Recordings.of(file).stream())
        .filter(Recorded::isGiven)
        .forEach(given -> client.resource(given.given()).create());
    site.apply("/source.yaml");
    site.apply("/refused.yaml");
    mirror = new TestMirror(site);
    mirror.start();
    change("fewer", topic -> topic.setPartitions(2));
    change("factor", topic -> topic.setReplicas(2));
    change("retention", topic -> topic.setConfig(Map.of("retention.ms", "abc")));
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> makesOfAKafkaWhatStrimziMakes() {
    return areAsRecorded("kafka.yaml", "entity-operator.yaml", "topics-users.yaml");
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> makesOfAMirrorWhatStrimziMakes() {
    return areAsRecorded("mirror.yaml");
  }

  @Test
  void saysNothingOfReadinessBeforeTheFirstRolloutIsDone() {
    assertThat(rollout.statuses())
        .isNotEmpty()
        .allSatisfy(status -> {
          assertThat(status.getConditions()).isNullOrEmpty();
          assertThat(status.getObservedGeneration()).isEqualTo(1);
          assertThat(status.getClusterSecurity()).isNotNull();
          assertThat(status.getKafkaNodePools()).hasSize(1);
        })
        .anySatisfy(status -> assertThat(status.getKafkaVersion()).isEqualTo("4.3.1"));
  }

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kafka      | nopool     | NotReady | True  | InvalidConfigurationException    | No KafkaNodePools found for Kafka cluster nopool
          Kafka      | oldversion | NotReady | True  | UnsupportedKafkaVersionException | Unsupported Kafka.spec.kafka.version: 3.9.1. Supported versions are: [4.2.0, 4.2.1, 4.3.0, 4.3.1]
          Kafka      | toofew     | NotReady | True  | InvalidResourceException         | Kafka configuration option 'default.replication.factor' should be set to 1 because this cluster has only 1 Kafka broker(s).
          Kafka      | noaddress  | NotReady | True  | StrimziTimeoutException          | Exceeded timeout of 60000ms while waiting for Service resource noaddress-kafka-external-bootstrap in namespace datacenter-a to be addressable
          KafkaTopic | fewer      | Ready    | False | NotSupported                     | Decreasing partitions not supported
          KafkaTopic | factor     | Ready    | False | NotSupported                     | Replication factor change not supported, but required for partitions [0, 1, 2]
          KafkaTopic | retention  | Ready    | False | KafkaError                       | org.apache.kafka.common.errors.InvalidConfigurationException: Invalid value abc for configuration retention.ms: Not a number of type LONG
          KafkaUser  | nopassword | NotReady | True  | ExecutionException               | java.util.concurrent.CompletionException: io.strimzi.operator.common.model.InvalidResourceException: Secret missing in namespace datacenter-a not found
          """)
  @Order(7)
  void refusesWhatStrimziRefuses(
      String kind, String name, String type, String status, String reason, String message) {
    live.awaitCondition(
        kind, name, Map.of("type", type, "status", status, "reason", reason, "message", message));
  }

  @Test
  @Order(3)
  void doesNotAlterTheOffsetsOfAConnectorThatRuns() {
    mirror.bring(ConnectorState.RUNNING);
    offsets.offer("{\"offsets\": []}");

    mirror.ask("alter");

    await()
        .atMost(OperatorSite.DEADLINE)
        .untilAsserted(() ->
            assertThat(mirror.conditions())
                .extracting(Condition::getType, Condition::getReason, Condition::getMessage)
                .containsExactly(
                    tuple("Ready", null, null),
                    tuple(
                        "Warning",
                        "AlterOffsets",
                        "Encountered error altering connector offsets. Connector is not in STOPPED"
                            + " state")));
    assertThat(mirror.isAsked()).isTrue();
    mirror.askNoMore();
  }

  @Test
  @Order(4)
  void listsAndAltersTheOffsetsOfAConnectorThatIsStopped() {
    mirror.bring(ConnectorState.STOPPED);
    assertThat(mirror.source()).containsEntry("tasks", List.of());
    assertThat(mirror.conditions()).extracting(Condition::getType).containsExactly("Ready");

    mirror.ask("list");
    Recordings.of("mirror.yaml").stream()
        .filter(recorded -> recorded.name().equals("mm2-offsets"))
        .forEach(live::awaitAsRecorded);
    await().atMost(OperatorSite.DEADLINE).until(() -> !mirror.isAsked());

    offsets.offer(offsets.listed().replace("999", "499"));
    mirror.ask("alter");
    await().atMost(OperatorSite.DEADLINE).until(() -> !mirror.isAsked());
    mirror.ask("list");
    await().atMost(OperatorSite.DEADLINE).until(() -> offsets.listed().contains("499"));
  }

  @Test
  @Order(5)
  void showsWhatConnectRefusesAndLeavesOutTheConnector() {
    mirror.configure(connector -> connector.getConfig().put("offset.lag.max", "abc"));

    Condition refusal = mirror.conditions().getFirst();
    List<Map<String, Object>> connectors = mirror.get().getStatus().getConnectors();
    mirror.configure(connector -> connector.getConfig().remove("offset.lag.max"));
    assertThat(refusal.getType()).isEqualTo("NotReady");
    assertThat(refusal.getReason()).isEqualTo("CompletionException");
    assertThat(refusal.getMessage())
        .contains(
            "ConnectRestException: PUT /connectors/prod->dr.MirrorSourceConnector/config returned"
                + " 400 (400): Connector configuration is invalid");
    assertThat(connectors)
        .extracting(connector -> connector.get("name"))
        .containsExactly("prod->dr.MirrorCheckpointConnector");
  }

  @Test
  @Order(6)
  void staysReadyWhenTheSourceCannotBeReached() {
    mirror.bring(ConnectorState.RUNNING);
    var faults = new Faults(site.folders());
    String broker = "pod/datacenter-a/source-only-0";
    faults.freeze(broker);
    try {
      mirror.configure(
          connector -> connector.getConfig().put("refresh.topics.interval.seconds", 7));
      assertThat(mirror.conditions())
          .extracting(Condition::getType, Condition::getStatus)
          .containsExactly(tuple("Ready", "True"));
    } finally {
      faults.thaw(broker);
    }
  }

  @Test
  @Order(8)
  void takesBackWhatItMadeOfATopicAndAUser() {
    var topic = client.resources(KafkaTopic.class).inNamespace(NAMESPACE).withName("my-topic");
    var user = client.resources(KafkaUser.class).inNamespace(NAMESPACE).withName("my-user");

    topic.delete();
    user.delete();

    await("the finalizer is off").atMost(OperatorSite.DEADLINE).until(() -> topic.get() == null);
    var secret = client.secrets().inNamespace(NAMESPACE).withName("my-user");
    await("the Secret is gone").atMost(OperatorSite.DEADLINE).until(() -> secret.get() == null);
  }

  @Test
  @Order(9)
  void changesNothingWithoutACauseHoweverOftenItLooks() {
    assertThat(client.resources(StrimziPodSet.class).inNamespace(NAMESPACE).list().getItems())
        .extracting(set -> set.getMetadata().getName(), set -> set.getMetadata().getGeneration())
        .containsExactlyInAnyOrder(
            tuple("my-cluster-dual", 1L), tuple("source-only", 1L), tuple("mm2-mirrormaker2", 1L));
    assertThat(client.pods().inNamespace(NAMESPACE).list().getItems())
        .flatExtracting(pod -> pod.getStatus().getContainerStatuses())
        .allSatisfy(container -> assertThat(container.getRestartCount()).isZero());
  }

  @Test
  @Order(10)
  void neverForgetsThatAClusterWasRolledOut() {
    assertThat(rollout.later())
        .isNotEmpty()
        .allSatisfy(status -> assertThat(status.getConditions()).isNotEmpty());
  }

  @Test
  @Order(11)
  void servesAUserThatIsCreatedAgainWhileTheFormerOneIsRemoved() {
    String user =
        Recordings.of("topics-users.yaml").stream()
            .filter(recorded -> recorded.kind().equals("KafkaUser"))
            .filter(recorded -> recorded.name().equals("my-user"))
            .findFirst()
            .orElseThrow()
            .given();
    Map<String, String> ready = Map.of("type", "Ready", "status", "True");
    client.resource(user).create();
    live.awaitCondition("KafkaUser", "my-user", ready);
    var faults = new Faults(site.folders());
    String broker = "pod/datacenter-a/my-cluster-dual-0";
    faults.freeze(broker);
    try {
      client.resource(user).delete();
      var secret = client.secrets().inNamespace(NAMESPACE).withName("my-user");
      await("it is being removed").atMost(OperatorSite.DEADLINE).until(() -> secret.get() == null);
      client.resource(user).create();
    } finally {
      faults.thaw(broker);
    }
    live.awaitCondition("KafkaUser", "my-user", ready);
  }

  private Stream<DynamicTest> areAsRecorded(String... files) {
    return Stream.of(files)
        .flatMap(file -> Recordings.of(file).stream())
        .filter(recorded -> !NOT_MADE_YET.contains(recorded.name()))
        .map(recorded ->
            DynamicTest.dynamicTest(
                recorded.kind() + " " + recorded.name(), () -> live.awaitAsRecorded(recorded)));
  }

  /** Changes a topic once it is ready. */
  private void change(String name, Consumer<KafkaTopicSpec> change) {
    live.awaitCondition("KafkaTopic", name, Map.of("type", "Ready", "status", "True"));
    var unused =
        Edits.edit(
            client.resources(KafkaTopic.class).inNamespace(NAMESPACE).withName(name),
            topic -> change.accept(topic.getSpec()));
  }
}
