package dev.strimzidr.lab.image.operator;

import static dev.strimzidr.lab.image.operator.Denials.WRITES_OF_ALL;
import static dev.strimzidr.lab.image.operator.SecuredCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.fault.Faults;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.common.template.ContainerTemplateBuilder;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.KafkaSpec;
import io.strimzi.api.kafka.model.kafka.entityoperator.EntityOperatorTemplate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Users, access rules and superUsers on a cluster of three real brokers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredClusterTest {
  private static final int MANY = 30;
  private static final String PATTERN = "^\\*|ANONYMOUS$";
  private static final String ENTITY = "deployment/datacenter-a/secured-entity-operator";

  private OperatorSite site;
  private SecuredCluster cluster;
  private Live live;
  private Admin root;
  private Denials denials;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = OperatorSite.start(folder);
    cluster = new SecuredCluster(site.client());
    live = new Live(site.client());
    site.apply("/secured.yaml");
    cluster.awaitReady("root", "alice");
    root = cluster.admin("root");
    denials = new Denials(root);
    root.createTopics(
            Stream.of("hers", "other").map(name -> new NewTopic(name, 1, (short) 3)).toList())
        .all()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterAll
  void stop() {
    root.close();
    site.close();
  }

  @Test
  @Order(1)
  void aUserLogsInWithItsCertificate() throws Exception {
    assertThat(cluster.secret("alice").getData())
        .containsOnlyKeys("ca.crt", "user.crt", "user.key", "user.p12", "user.password");
    assertThat(cluster.user("alice").get().getStatus().getUsername()).isEqualTo("CN=alice");

    cluster.write("alice", "hers");

    assertThatThrownBy(() -> cluster.write("alice", "other"))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> cluster.write(cluster.anonymous(), "hers"))
        .isInstanceOf(SslAuthenticationException.class);
  }

  @Test
  @Order(2)
  void aRoundRemovesADenialForAllUsers() throws Exception {
    denials.create(WRITES_OF_ALL);
    assertThatThrownBy(() -> cluster.write("alice", "hers"))
        .isInstanceOf(TopicAuthorizationException.class);

    eventually("a round has removed it", () -> !denials.isThere(WRITES_OF_ALL));

    cluster.write("alice", "hers");
  }

  @Test
  @Order(3)
  void aRoundSparesADenialForAllUsersThatThePatternMatches() throws Exception {
    Map<String, String> brokers = cluster.brokers();
    List<String> entityOperators = cluster.entityOperators();

    cluster.awaitObserved(cluster.change(spec -> ignoreUsers(spec, PATTERN)));
    assertThat(cluster.brokers()).isEqualTo(brokers);
    // A Deployment that has just been changed says that it is ready, because the old Pod still is.
    eventually(
        "the entity operator is another one",
        () -> Collections.disjoint(cluster.entityOperators(), entityOperators));

    denials.create(WRITES_OF_ALL);
    denials.awaitRound();
    denials.awaitRound();
    assertThat(denials.isThere(WRITES_OF_ALL)).isTrue();
    assertThatThrownBy(() -> cluster.write("alice", "hers"))
        .isInstanceOf(TopicAuthorizationException.class);
    denials.delete(WRITES_OF_ALL);
  }

  @Test
  @Order(4)
  void manyUsersBecomeReadyOneAfterTheOtherAndAreThenLeftAlone() throws Exception {
    List<String> names = IntStream.range(0, MANY).mapToObj(i -> "user-" + i).toList();
    Instant before = Instant.now();
    names.forEach(name -> site.client().resource(user(name)).create());
    cluster.awaitReady(names.toArray(String[]::new));

    Instant last = names.stream().map(this::readySince).max(Instant::compareTo).orElseThrow();
    assertThat(last).isAfterOrEqualTo(before.plusMillis(80L * MANY));
    denials.awaitRound();
    List<String> versions = names.stream().map(this::version).toList();
    denials.awaitRound();
    assertThat(names.stream().map(this::version)).containsExactlyElementsOf(versions);
  }

  @Test
  @Order(5)
  void usersFailWhileKafkaHasARuleThatNoUserCanExpress() throws Exception {
    var tokens = Denials.denial("nobody", ResourceType.USER, AclOperation.CREATE_TOKENS);
    denials.create(tokens);

    // A round fails as a whole, so that a user has to change before its status says so.
    Condition failure = cluster.awaitFailureOnChange("alice");
    assertThat(failure.getReason()).isEqualTo("ExecutionException");
    assertThat(failure.getMessage())
        .isEqualTo(
            "java.util.concurrent.CompletionException: java.lang.RuntimeException: AclCache is not"
                + " ready!");

    denials.delete(tokens);
    cluster.awaitReady("alice");
  }

  @Test
  @Order(6)
  void otherSuperUsersRollOneBrokerAfterTheOther() throws Exception {
    Map<String, String> before = cluster.brokers();
    var rolling = BrokerRolling.watch(site.client());
    assertThatThrownBy(() -> cluster.write("alice", "other"))
        .isInstanceOf(TopicAuthorizationException.class);

    long generation =
        cluster.change(spec -> {
          if (spec.getKafka().getAuthorization() instanceof KafkaAuthorizationSimple simple) {
            simple.setSuperUsers(List.of("CN=root", "CN=alice", "strimzi-dr"));
          }
        });

    eventually("the first one is replaced", () -> !cluster.brokers().equals(before));
    assertThat(cluster.observed(generation)).isFalse();
    cluster.awaitObserved(generation);
    assertThat(cluster.brokers().values()).hasSize(3).doesNotContainAnyElementsOf(before.values());
    assertThat(rolling.mostDownAtOnce()).isEqualTo(1);
    cluster.write("alice", "other");
    assertThat(
            site.client()
                .configMaps()
                .inNamespace(OperatorSite.NAMESPACE)
                .withName("secured-dual-0")
                .get()
                .getData()
                .get("server.config"))
        .contains(";User:CN=root;User:CN=alice;User:strimzi-dr");
  }

  @Test
  @Order(7)
  void aDeadEntityOperatorIsFoundWhenTheOperatorHasWaitedForIt() {
    var faults = new Faults(site.folders());
    faults.crash(ENTITY);
    var deployment =
        site.client()
            .apps()
            .deployments()
            .inNamespace(OperatorSite.NAMESPACE)
            .withName("secured-entity-operator");
    eventually("it is dead", () -> deployment.get().getStatus().getReadyReplicas() == null);
    cluster.awaitReady();

    live.awaitCondition(
        "Kafka",
        SecuredCluster.NAME,
        Map.of(
            "type", "NotReady",
            "status", "True",
            "reason", "StrimziTimeoutException",
            "message",
                "Exceeded timeout of 60000ms while waiting for Deployment resource"
                    + " secured-entity-operator in namespace datacenter-a to be ready"));
    faults.recover(ENTITY);
    cluster.awaitReady();
  }

  private static void ignoreUsers(KafkaSpec spec, String pattern) {
    var template = new EntityOperatorTemplate();
    template.setUserOperatorContainer(
        new ContainerTemplateBuilder()
            .addNewEnv()
            .withName("STRIMZI_IGNORED_USERS_PATTERN")
            .withValue(pattern)
            .endEnv()
            .build());
    spec.getEntityOperator().setTemplate(template);
  }

  private static String user(String name) {
    return """
    apiVersion: kafka.strimzi.io/v1
    kind: KafkaUser
    metadata: {name: %s, namespace: datacenter-a, labels: {strimzi.io/cluster: secured}}
    spec:
      authorization:
        type: simple
        acls: [{resource: {type: topic, name: hers}, operations: [Read]}]
    """
        .formatted(name);
  }

  private Instant readySince(String user) {
    return Instant.parse(
        cluster.user(user).get().getStatus().getConditions().getFirst().getLastTransitionTime());
  }

  private String version(String user) {
    return cluster.user(user).get().getMetadata().getResourceVersion();
  }
}
