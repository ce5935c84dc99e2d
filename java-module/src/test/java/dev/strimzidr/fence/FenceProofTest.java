package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.record.Access;
import dev.strimzidr.testing.Follower;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the denial keeps out, and how that is shown, at a real broker. */
class FenceProofTest {
  private static final Map<String, ?> SOON = Map.of("wait_timeout", 2);

  private static FencedSite site;

  @BeforeAll
  static void make() {
    site = new FencedSite("fence-proof");
  }

  @AfterAll
  static void remove() {
    site.close();
  }

  @BeforeEach
  void open() {
    site.bring("open", Map.of());
  }

  @AfterEach
  void giveBack() {
    site.allowProbe();
    RealApi.kubectl(
        "patch",
        "kafka/real",
        "--namespace=" + site.namespace(),
        "--type=merge",
        "--patch={\"spec\":{\"entityOperator\":null,\"kafka\":{\"authorization\":{\"type\":\"simple\",\"superUsers\":[\"strimzi-dr\"]}}}}");
  }

  @Test
  void aClientThatIsConnectedIsKeptOutAndLetInAgain() throws Exception {
    try (Producer<String, String> shop = site.producer(FencedSite.SHOP)) {
      assertThat(shop.send(site.record("before")).get().hasOffset()).isTrue();

      site.bring("read_only", Map.of());
      assertRefused(shop);
      assertThat(reads()).isTrue();

      site.bring("closed", Map.of());
      assertRefused(shop);
      assertThatThrownBy(FenceProofTest::reads).isInstanceOf(TopicAuthorizationException.class);

      site.bring("open", Map.of());
      assertThat(shop.send(site.record("after")).get().hasOffset()).isTrue();
    }
  }

  @Test
  void whoIsAllowedMoreOrAppearsWhileTheSiteIsClosedIsKeptOutToo() {
    site.bring("closed", Map.of());
    RealKafka.other().user("stranger");
    site.allow("stranger", ResourceType.TOPIC, site.namespace(), AclOperation.ALL);
    site.allow("stranger", ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALL);
    try (Producer<String, String> stranger = site.producer("stranger")) {
      assertRefused(stranger);
    } finally {
      RealKafka.other().forbid("stranger");
    }
  }

  @Test
  void aBrokerThatJoinsAClosedSiteIsClosedFromItsStart() throws Exception {
    site.bring("closed", Map.of());
    String topic = site.namespace() + "-joined";
    try (Follower joined = Follower.start(RealKafka.other())) {
      RealKafka.other().topic(new NewTopic(topic, Map.of(0, List.of(joined.id()))));
      site.allow(FencedSite.SHOP, ResourceType.TOPIC, topic, AclOperation.ALL);
      try (Producer<String, String> shop = site.producer(FencedSite.SHOP)) {
        assertThatThrownBy(() -> shop.send(new ProducerRecord<>(topic, "refused")).get())
            .hasCauseInstanceOf(TopicAuthorizationException.class);
        JsonNode shown = site.bring("closed", Map.of("prove", "only"));
        assertThat(shown.at("/sites/prod/proven/brokers").asInt()).isEqualTo(2);
        site.bring("open", Map.of());
        assertThat(shop.send(new ProducerRecord<>(topic, "let in")).get().hasOffset()).isTrue();
      }
      RealKafka.other().deleteTopic(topic);
    }
  }

  @Test
  void aSuperUserIsNotKeptOut() throws Exception {
    site.bring("closed", Map.of());
    try (Producer<String, String> own = site.producer(RealKafka.SUPER_USER)) {
      assertThat(own.send(site.record("own")).get().hasOffset()).isTrue();
    }
  }

  @Test
  void aFenceIsProvenAndMadeOnce() {
    JsonNode closed = site.bring("closed", Map.of());
    assertThat(closed.path("changed").asBoolean()).isTrue();
    assertThat(closed.at("/sites/prod/access").asText()).isEqualTo("closed");
    assertThat(closed.at("/sites/prod/changed_acls"))
        .hasSize(14)
        .extracting(JsonNode::asText)
        .contains("DENY WRITE on TOPIC *", "DENY CLUSTER_ACTION on CLUSTER kafka-cluster");
    assertThat(closed.at("/sites/prod/aborted_transactions")).isEmpty();
    assertProven(closed);

    JsonNode again = site.bring("closed", Map.of());
    assertUnchanged(again);
    assertProven(again);

    JsonNode unproven = site.bring("closed", Map.of("prove", "changed"));
    assertUnchanged(unproven);
    assertThat(unproven.at("/sites/prod/proven")).isEmpty();

    JsonNode shown = site.bring("closed", Map.of("prove", "only"));
    assertUnchanged(shown);
    assertProven(shown);
  }

  @Test
  void aLevelIsLeftForAnyOther() {
    assertThat(site.bring("read_only", Map.of()).at("/sites/prod/changed_acls")).hasSize(10);
    assertThat(site.denial()).isEqualTo(Denial.at(Access.READ_ONLY));
    assertThat(site.bring("closed", Map.of()).at("/sites/prod/changed_acls")).hasSize(4);
    assertThat(site.bring("read_only", Map.of()).at("/sites/prod/changed_acls")).hasSize(4);
    assertThat(site.denial()).isEqualTo(Denial.at(Access.READ_ONLY));
    assertThat(site.bring("open", Map.of()).at("/sites/prod/changed_acls")).hasSize(10);
    assertThat(site.denial()).isEmpty();
  }

  @Test
  void checkModeChangesNothingAndSaysWhatWouldChange() {
    JsonNode answer = Modules.check(new FenceModule(), site.options("closed", Map.of()));
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.at("/sites/prod/changed_acls")).hasSize(14);
    assertThat(answer.at("/sites/prod/proven")).isEmpty();
    assertThat(site.denial()).isEmpty();
  }

  @Test
  void whereItIsOnlyToBeProvenNobodyIsKeptOut() {
    assertThat(refusal(site.call("closed", Map.of("prove", "only"))))
        .startsWith("prod is not closed: Kafka has 0 of the 14 ACLs of the denial");
    assertThat(site.denial()).isEmpty();
  }

  @Test
  void aDenialThatSomebodyRemovedIsMissedAndSetAgain() {
    site.bring("closed", Map.of());
    site.removeDenial();
    assertThat(refusal(site.call("closed", Map.of("prove", "only")))).contains("0 of the 14");
    assertThat(site.bring("closed", Map.of()).path("changed").asBoolean()).isTrue();
    assertThat(site.denial()).hasSize(14);
  }

  @Test
  void aDenialThatSomebodyKeepsRemovingIsNoFence() {
    AtomicBoolean removing = new AtomicBoolean(true);
    CompletableFuture<Void> somebody =
        CompletableFuture.runAsync(
            () -> {
              while (removing.get()) {
                site.removeDenial();
              }
            },
            task -> Thread.ofPlatform().daemon().start(task));
    try {
      assertThat(refusal(site.call("closed", SOON)))
          .startsWith("Not fenced at broker 0 of prod: it lacks DENY ")
          .contains("strimzi-dr-probe is let in for writing to topics");
    } finally {
      removing.set(false);
      somebody.join();
    }
  }

  @Test
  void aProbeThatMayDoNothingProvesNothing() {
    RealKafka.other().forbid(FencedSite.PROBE);
    JsonNode closed = site.call("closed", SOON);
    // It may not even look at the broker's ACLs.
    assertThat(closed.path("reason").asText()).as(closed.toString()).isEqualTo("forbidden");

    site.allow(FencedSite.PROBE, ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALL);
    assertThat(refusal(site.call("closed", SOON)))
        .contains("strimzi-dr-probe is not allowed All on every")
        .contains("TOPIC")
        .contains("so that its refusal shows nothing");
    JsonNode open = site.call("open", SOON);
    assertThat(open.path("reason").asText()).as(open.toString()).isEqualTo("forbidden");
    assertThat(open.path("msg").asText())
        .startsWith("Not open at broker 0 of prod: ")
        .contains("strimzi-dr-probe is refused writing to topics");
  }

  @Test
  void aSuperUserThatMayBeAClientIsNamedBeforehand() {
    patch("{\"spec\":{\"kafka\":{\"authorization\":{\"superUsers\":[\"admin\",\"strimzi-dr\"]}}}}");
    JsonNode refused = site.call("read_only", Map.of());
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("not_ready");
    assertThat(refused.path("msg").asText())
        .isEqualTo("prod cannot be fenced: admin is a super user, whom no ACL stops");
    assertThat(site.denial()).isEmpty();

    // A site that is to be closed for good is closed to all others.
    assertThat(refusal(site.call("closed", Map.of())))
        .endsWith("not far enough: admin is a super user, whom no ACL stops");
    assertThat(site.denial()).hasSize(14);
    site.bring("closed", Map.of("super_users", Map.of("prod", List.of("admin", "strimzi-dr"))));
    JsonNode own =
        site.call("closed", Map.of("super_users", Map.of("prod", List.of("strimzi-dr", "mirror"))));
    assertThat(own.path("msg").asText())
        .contains("mirror would be kept out too, being no super user: run site.yml");
  }

  @Test
  void aDenialThatTheUserOperatorWouldRemoveIsNotTrusted() {
    patch("{\"spec\":{\"entityOperator\":{\"userOperator\":{}}}}");
    JsonNode refused = site.call("read_only", Map.of());
    assertThat(refused.path("reason").asText()).as(refused.toString()).isEqualTo("not_ready");
    assertThat(refused.path("msg").asText())
        .isEqualTo(
            "prod cannot be fenced: Strimzi's User Operator removes the denial in its next round: "
                + "in the Kafka resource STRIMZI_IGNORED_USERS_PATTERN is not set. "
                + "Run site.yml, which sets it by spec.entityOperator.template");
    assertThat(site.denial()).isEmpty();

    // A site that is to be closed for good is closed all the same, for as long as it lasts.
    assertThat(refusal(site.call("closed", Map.of())))
        .startsWith("prod is closed as far as a denial goes, which is not far enough: ")
        .contains("Strimzi's User Operator removes the denial in its next round");
    assertThat(site.denial()).hasSize(14);
    site.bring("open", Map.of());
  }

  private static void patch(String patch) {
    RealApi.kubectl(
        "patch",
        "kafka/real",
        "--namespace=" + site.namespace(),
        "--type=merge",
        "--patch=" + patch);
  }

  private static void assertRefused(Producer<String, String> producer) {
    assertThatThrownBy(() -> producer.send(site.record("refused")).get())
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  /** A client that assigns partitions itself needs no group. */
  private static boolean reads() {
    Map<String, Object> settings = new HashMap<>(site.access(FencedSite.SHOP).properties());
    settings.put("auto.offset.reset", "earliest");
    var text = new StringDeserializer();
    try (Consumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.assign(List.of(new TopicPartition(site.namespace(), 0)));
      return Awaitility.await("a record")
          .atMost(Duration.ofSeconds(30))
          .pollInSameThread()
          .until(() -> !consumer.poll(Duration.ofMillis(200)).isEmpty(), found -> found);
    }
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("not_refused");
    return answer.path("msg").asText();
  }

  private static void assertUnchanged(JsonNode answer) {
    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.at("/sites/prod/changed_acls")).isEmpty();
  }

  private static void assertProven(JsonNode answer) {
    JsonNode proven = answer.at("/sites/prod/proven");
    assertThat(proven.path("brokers").asInt()).as(answer.toString()).isEqualTo(1);
    assertThat(proven.path("trials").asInt()).isEqualTo(12);
  }
}
